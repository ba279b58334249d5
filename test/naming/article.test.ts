import { expect } from 'chai';
import fc from 'fast-check';
import { withArticle } from '../../lib/naming/index.ts';

const WITH_AN = [
  'order',
  'inventory',
  'api',
  'hour',
  'invoice',
  'event',
  'honest offer',
  'heir',
  'update',
  'upload',
  'undo',
  'urgent call',
  'unimportant note',
  'uninstall',
  'unidentified item',
  'umbrella',
  'account',
  'sms',
  'xml',
  'html',
  'mfa code',
  'id',
  'ip',
  'http request',
  'sql query',
  'rpc',
  'llm',
  'audit',
  'email',
  'image',
  'article',
  'usher',
  'utter',
  'unknown',
  '8 hour shift',
  'iban',
  'faq',
];
const WITH_A = [
  'payment',
  'user',
  'unit',
  'units',
  'uniform',
  'union',
  'unique key',
  'universe',
  'usage',
  'utility',
  'url',
  'uuid',
  'uri',
  'european order',
  'one time code',
  'once',
  'house',
  'history',
  'pdf',
  'csv',
  'json',
  'jwt',
  'tls',
  'ubiquitous sensor',
  'unicorn',
  'universal code',
  'unified view',
  'year',
  'yaml',
  'checkout',
  'usb key',
  'ukulele',
  '1 day',
  'ui',
  'history',
];

describe('the indefinite article', () => {
  it('is "an" before the sound of a vowel', () => {
    expect(WITH_AN.map(withArticle)).to.deep.equal(WITH_AN.map((words) => `an ${words}`));
  });

  it('is "a" before the sound of a consonant', () => {
    expect(WITH_A.map(withArticle)).to.deep.equal(WITH_A.map((words) => `a ${words}`));
  });

  it('leaves the words as they are', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (words) => /^an? /.test(withArticle(words)) && withArticle(words).endsWith(` ${words}`),
      ),
    );
  });
});

/**
 * Proves that the reader drops no key of a contract in silence. The hard part is a key whose value is the default, where
 * removing it rightly changes nothing: the check then changes the value. `npm run corpus:keys` runs it over any folder.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { NODE_KINDS } from 'onex-runtime/contract';
import { contractFromAnswers } from '../../lib/contract/index.ts';
import { PATTERNS_FOR_PEOPLE, reasonFor } from '../../scripts/corpus/contracts/for-people.ts';
import { silentKeys } from '../../scripts/corpus/contracts/silent-keys.ts';
import { answers } from './answers.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/contracts');
const unexplained = (text: string): readonly string[] =>
  silentKeys(text).filter((key) => reasonFor(key) === null);

describe('keys of a contract that the reader drops in silence', () => {
  for (const file of readdirSync(FIXTURES))
    it(`are text for people in ${file}`, () => {
      expect(unexplained(readFileSync(resolve(FIXTURES, file), 'utf8'))).to.deep.equal([]);
    });

  for (const kind of NODE_KINDS)
    it(`are text for people in a generated contract (${kind})`, () => {
      const text = contractFromAnswers(answers(kind, { description: 'Ours', operations: [] }));
      expect(unexplained(text)).to.deep.equal([]);
    });

  it('are found where nobody reads them', () => {
    const head = 'name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n';
    expect(silentKeys(`${head}author: me\n`)).to.deep.equal(['author']);
    expect(silentKeys(`${head}author: me\ndescription: read\nunknown: reported\n`)).to.deep.equal(['author']);
    expect(silentKeys(`${head}metadata: {a: [{b: 1}]}\n`)).to.deep.equal(['metadata.a.*.b']);
  });

  it('are not those whose value is the default', () => {
    const head = 'name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n';
    const body = 'io_operations: [{operation: pay, idempotent: false, timeout_ms: 0}]\nversion: 1.0.0\n';
    expect(silentKeys(head + body)).to.deep.equal([]);
  });

  it('are in a list in which each entry has a reason and none takes everything', () => {
    for (const [pattern, reason] of PATTERNS_FOR_PEOPLE) {
      expect(reason, pattern).to.match(/^[A-Z].{10,}\.$/);
      expect(
        pattern.split('.').some((part) => !part.includes('*')),
        pattern,
      ).to.equal(true);
    }
    expect(new Set(PATTERNS_FOR_PEOPLE.map(([pattern]) => pattern)).size).to.equal(
      PATTERNS_FOR_PEOPLE.length,
    );
    for (const key of [
      'name',
      'io_operations.*.operation',
      'event_bus.subscribe_topics.*',
      'config.x.default',
    ])
      expect(reasonFor(key), key).to.equal(null);
  });
});

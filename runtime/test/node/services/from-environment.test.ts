import { expect } from 'chai';
import { fromEnvironment, type EnvironmentForm } from '../../../src/node/services/from-environment.ts';

const read = (form: EnvironmentForm, text: string): unknown => fromEnvironment('X', form, { X: text });

describe('a variable of the environment as the default of a setting', () => {
  const cases: readonly (readonly [EnvironmentForm, string, unknown])[] = [
    ['text', '0', '0'],
    ['text', ' ', ' '],
    ['number', '0', 0],
    ['number', ' 1.5 ', 1.5],
    ['number', ' ', ' '],
    ['number', 'many', 'many'],
    ...['true', 'YES', 'on', 'y', 't', '1', 'Enabled'].map((text) => ['boolean', text, true] as const),
    ...['false', 'NO', 'off', 'n', 'f', '0', 'Disabled'].map((text) => ['boolean', text, false] as const),
    ['boolean', 'untrue', 'untrue'],
    ['boolean', 'nope', 'nope'],
    ['json', '0', 0],
    ['json', 'false', false],
    ['json', '""', ''],
    ['json', 'null', null],
    ['json', '{"a":1}', { a: 1 }],
    ['json', '{a', '{a'],
    ['list', '["a,b"]', ['a,b']],
    ['list', 'a, b,', ['a', 'b', '']],
    ['list', 'one', ['one']],
  ];
  for (const [form, text, expected] of cases) {
    it(`is ${JSON.stringify(expected)} for ${form} ${JSON.stringify(text)}`, () => {
      expect(read(form, text)).to.deep.equal(expected);
    });
  }

  it('is not there when it is empty, not set, or inherited by every object', () => {
    expect(read('text', '')).to.equal(undefined);
    expect(fromEnvironment('X', 'json', {})).to.equal(undefined);
    expect(fromEnvironment('constructor', 'text', {})).to.equal(undefined);
  });
});

import { expect } from 'chai';
import type { FieldType } from 'onex-runtime/contract';
import { isAlwaysAssignable } from '../../../lib/render/view/source/always-assignable.ts';

describe('a type whose values are all values of another', () => {
  const text: FieldType = { kind: 'string' };
  const short: FieldType = { kind: 'string', constraints: { maxLength: 0 } };
  const whole: FieldType = { kind: 'integer' };
  const any: FieldType = { kind: 'any' };
  const list = (item: FieldType, minItems?: number): FieldType =>
    ({ kind: 'array', item, ...(minItems !== undefined && { constraints: { minItems } }) }) as FieldType;
  const literal = (...values: (string | number | boolean | null)[]): FieldType => ({
    kind: 'literal',
    values,
  });
  const either: FieldType = { kind: 'union', members: [text, { kind: 'null' }] };
  for (const [name, given, wanted, fits] of [
    ['anything', text, any, true],
    ['no longer anything', any, text, false],
    ['a constraint that is given', short, text, true],
    ['a constraint that is wanted', text, short, false],
    ['the same constraint of 0', short, short, true],
    ['an id as text', { kind: 'uuid' }, text, true],
    ['an id as short text', { kind: 'uuid' }, short, false],
    ['text as an id', text, { kind: 'uuid' }, false],
    ['a whole number as a number', whole, { kind: 'number' }, true],
    ['a number as a whole number', { kind: 'number' }, whole, false],
    ['null among others', { kind: 'null' }, either, true],
    ['one that may be null', either, text, false],
    ['the same that may be null', either, either, true],
    ['a list of one item type', list(short), list(text), true],
    ['a list of another item type', list(text), list(whole), false],
    ['a list with fewer items', list(text), list(text, 0), false],
    ['a list as a set', list(text), { kind: 'set', item: text }, true],
    ['words among more', literal('a'), literal('a', 'b'), true],
    ['more words than there are', literal('a', 'b'), literal('a'), false],
    ['a word as text', literal('a'), text, true],
    ['a word as short text', literal('a'), short, false],
    ['a number as text', literal(1), text, false],
    ['1 as a whole number', literal(1), whole, true],
    ['1.5 as a whole number', literal(1.5), whole, false],
    ['1.5 as a number', literal(1.5), { kind: 'number' }, true],
    ['false as a boolean', literal(false), { kind: 'boolean' }, true],
    ['null as a boolean', literal(null), { kind: 'boolean' }, false],
    ['null as null', literal(null), { kind: 'null' }, true],
    ['text as an object', text, { kind: 'object' }, false],
    ['a record as an object', { kind: 'record', key: text, value: text }, { kind: 'object' }, true],
  ] as readonly (readonly [string, FieldType, FieldType, boolean])[]) {
    it(`is told: ${name}`, () => expect(isAlwaysAssignable(given, wanted)).to.equal(fits));
  }
});

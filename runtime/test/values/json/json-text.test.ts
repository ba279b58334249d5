import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import { OnexError } from '../../../src/errors/index.ts';
import { asJson, findChange, isJson, jsonText } from '../../../src/values/index.ts';

class Money {
  readonly amount = 1;
}
const circle: Record<string, unknown> = {};
circle['again'] = [circle];
const shared = { a: 1 };
const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('values on their way to a store or a bus', () => {
  for (const [name, value, path, why] of [
    ['a date', { items: [{ at: new Date(0) }] }, '$.items[0].at', 'is a Date; write it as text'],
    ['NaN', [1, Number.NaN], '$[1]', 'is NaN'],
    ['infinity', { max: -Infinity }, '$.max', 'is -Infinity'],
    ['a set', { 'the tags': new Set() }, '$["the tags"]', 'is a Set; write it as an array'],
    ['a map', new Map(), '$', 'is a Map; write it as an object'],
    ['a bigint', { id: 1n }, '$.id', 'is a BigInt'],
    ['undefined in an array', { list: [undefined] }, '$.list[0]', 'is undefined'],
    ['a hole in an array', { list: Array.from({ length: 2 }) }, '$.list[0]', 'is undefined'],
    ['undefined alone', undefined, '$', 'is undefined'],
    ['a function', { run: () => 1 }, '$.run', 'is a function'],
    ['a symbol', [Symbol('s')], '$[0]', 'is a symbol'],
    ['an instance of a class', { price: new Money() }, '$.price', 'is an instance of Money'],
    ['an error', { error: new Error('no') }, '$.error', 'is an instance of Error'],
    ['bytes', { data: Buffer.from('a') }, '$.data', 'is an instance of Buffer'],
    ['a number object', { n: Object(1) as unknown }, '$.n', 'is an instance of Number'],
    ['a circle', { circle }, '$.circle.again[0]', 'is circular'],
    ['a key with control characters', { '\u001b[31m\u202ea': Number.NaN }, '$["?[31m?a"]', 'is NaN'],
  ] as const) {
    it(`are rejected when they hold ${name}, with its path`, () => {
      expect(findChange(value)).to.include({ path });
      expect(isJson(value)).to.equal(false);
      let failure: unknown;
      try {
        jsonText(value, 'The result');
      } catch (error) {
        failure = error;
      }
      expect(failure)
        .to.be.instanceOf(OnexError)
        .and.to.deep.include({ code: 'PROCESSING_ERROR', context: { path } });
      expect((failure as Error).message).to.contain(`The result cannot be written as JSON: ${path} ${why}`);
    });
  }

  it('are named by a path that is short and printable, however long it is', () => {
    const long = { ['k'.repeat(1000)]: Number.NaN, ['ü'.repeat(1000)]: 1 };
    expect(findChange(long)?.path).to.equal(`$["${'k'.repeat(60)}"]`);
    const nested = (levels: number): unknown => (levels === 0 ? Number.NaN : [nested(levels - 1)]);
    expect(findChange(nested(20))?.path).to.equal(`$${'[0]'.repeat(20)}`);
    expect(findChange(nested(21))?.path).to.equal(`$${'[0]'.repeat(20)}…`);
    expect(
      findChange(Object.create({ constructor: undefined, inherited: Object.create(null) }))?.why,
    ).to.contain('is an instance of Object');
  });

  it('are accepted as deep as a thousand levels, and rejected beyond without exhausting the stack', () => {
    expect(findChange(deep(1000))).to.equal(null);
    expect(findChange(deep(1001))?.why).to.contain('deeper than 1000');
    expect(findChange(deep(100_000))?.path.length).to.be.lessThan(100);
  });

  it('are accepted when they are plain, of any realm, with shared parts, absent fields, and -0', () => {
    const value = { a: [shared, shared], absent: undefined, zero: -0, none: Object.create(null) as unknown };
    expect(JSON.parse(jsonText(value, 'It'))).to.deep.equal({ a: [shared, shared], zero: 0, none: {} });
    expect(isJson(runInNewContext('({ a: [1, { b: null }] })'))).to.equal(true);
    expect(isJson(JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}'))).to.equal(true);
  });

  it('come back unchanged when they are accepted', () => {
    const options = { withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true };
    fc.assert(
      fc.property(fc.anything({ ...options, withSparseArray: true, withNullPrototype: true }), (value) => {
        if (!isJson(value)) return;
        expect(withoutAbsent(JSON.parse(jsonText(value, 'It')))).to.deep.equal(withoutAbsent(value));
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.jsonValue(), isJson));
  });

  it('lose what JSON cannot hold where that is allowed, and never throw', () => {
    expect(asJson({ at: new Date(0), run: () => 1, n: Number.NaN })).to.deep.equal({
      at: '1970-01-01T00:00:00.000Z',
      n: null,
    });
    for (const value of [undefined, 1n, circle, deep(5_000), () => 1]) expect(asJson(value)).to.equal(null);
  });
});

/** Plain objects without fields that are undefined, and 0 for -0: what JSON means by the same value. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, withoutAbsent(field)]),
  );
}

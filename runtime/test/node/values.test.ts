import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { createLruCache } from '../../src/node/policies/lru-cache.ts';
import { deepFreeze, stableJson } from '../../src/values/index.ts';

describe('stable JSON', () => {
  it('is the same for any order of keys, and differs for any other value', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, part]) => [key, shuffled(part)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(stableJson(shuffled(plain))).to.equal(stableJson(plain));
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [one, other] = [left, right].map((value): unknown => JSON.parse(JSON.stringify(value)));
        expect(stableJson(one) === stableJson(other)).to.equal(isDeepStrictEqual(one, other));
      }),
    );
  });

  it('tells apart what JSON writes alike', () => {
    const date = new Date(0);
    const texts = [
      date,
      date.toJSON(),
      1n,
      1,
      '1',
      Number.NaN,
      null,
      undefined,
      new Set([1]),
      [1],
      Buffer.from('a'),
    ];
    expect(new Set(texts.map((value) => stableJson(value))).size).to.equal(texts.length);
  });
});

describe('deep freeze', () => {
  it('freezes objects and arrays to their depth, and leaves instances of classes alone', () => {
    const date = new Date();
    const value = deepFreeze({ list: [{ deep: 1 }], date });
    expect(Object.isFrozen(value.list[0])).to.equal(true);
    expect(Object.isFrozen(date)).to.equal(false);
  });
});

describe('LRU cache', () => {
  it('forgets what was used longest ago when it is full', () => {
    const cache = createLruCache<number>({ maxEntries: 2, ttlMs: null });
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).to.deep.equal([1, undefined, 3]);
    expect(cache.size).to.equal(2);
  });

  it('forgets what is older than its time', () => {
    let now = 0;
    const cache = createLruCache<number>({ maxEntries: 2, ttlMs: 10 }, () => now);
    cache.set('a', 1);
    now = 9;
    expect(cache.get('a')).to.equal(1);
    now = 10;
    expect(cache.get('a')).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import { requireSameNames } from '../../../src/node/operations/definition-check.ts';
import { createLruCache } from '../../../src/node/policies/lru-cache.ts';
import type { Message } from '../../../src/node/messages/message.ts';
import { Readiness } from '../../../src/node/health/readiness.ts';
import { isRetried, isRetriedCode, retryDelayMs } from '../../../src/node/policies/retry.ts';
import { bestRoute, type RouteCriteria } from '../../../src/node/operations/route-match.ts';

const POLICY = { maxRetries: 3, initialDelayMs: 100, maxDelayMs: 450, exponentialBase: 2, retryOn: [] };

describe('a retry', () => {
  it('waits longer each time, up to the longest delay', () => {
    expect([1, 2, 3, 4, 2000].map((attempt) => retryDelayMs(POLICY, attempt))).to.deep.equal([
      100, 200, 400, 450, 450,
    ]);
  });

  it('is for an error by its code, its wire code, its name, or the code of the system', () => {
    const on = (name: string, error: unknown): boolean => isRetried({ ...POLICY, retryOn: [name] }, error);
    const onex = new OnexError('INVALID_PARAMETER', 'x');
    for (const name of ['INVALID_PARAMETER', onex.wireCode, onex.name])
      expect(on(name, onex), name).to.equal(true);
    expect(on('TIMEOUT_EXCEEDED', onex)).to.equal(false);
    const system = Object.assign(new TypeError('x'), { code: 'ECONNRESET' });
    for (const name of ['TypeError', 'ECONNRESET']) expect(on(name, system), name).to.equal(true);
    expect(on('TypeError', new TypeError('x'))).to.equal(true);
    expect(on('undefined', new Error('x'))).to.equal(false);
    expect(on('x', 'x')).to.equal(false);
  });

  it('follows the same rules for a code that came over the wire', () => {
    const { wireCode } = new OnexError('INVALID_PARAMETER', 'x');
    const timeout = new OnexError('TIMEOUT_EXCEEDED', 'x').wireCode;
    expect([wireCode, timeout, 'UNKNOWN'].map((code) => isRetriedCode(POLICY, code))).to.deep.equal([
      false,
      true,
      true,
    ]);
    for (const name of [wireCode, 'INVALID_PARAMETER']) {
      const policy = { ...POLICY, retryOn: [name] };
      expect(
        [wireCode, timeout].map((code) => isRetriedCode(policy, code)),
        name,
      ).to.deep.equal([true, false]);
    }
  });
});

describe('the best route of a message', () => {
  const message = (fields: object): Message =>
    ({
      topic: 't',
      payload: {},
      envelope: { payload_type: null, event_type: null, ...fields },
    }) as unknown as Message;
  const best = (
    routes: readonly RouteCriteria[],
    fields: object = { payload_type: 'P', event_type: 'E' },
  ): number => {
    const found = bestRoute(routes, message(fields));
    return found === undefined ? -1 : routes.indexOf(found);
  };

  it('says most: a payload type before event type and topic together, and an event type before a topic', () => {
    expect(best([{ topic: 't', eventType: 'E' }, { payloadType: 'P' }])).to.equal(1);
    expect(best([{ topic: 't' }, { eventType: 'E' }])).to.equal(1);
    expect(best([{ eventType: 'E' }, { eventType: 'E', topic: 't' }])).to.equal(1);
    expect(best([{ payloadType: 'X' }, { eventModel: { name: 'P' } }])).to.equal(1);
  });

  it('is the first of equals, and none where nothing fits', () => {
    expect(best([{ topic: 't' }, { topic: 't' }])).to.equal(0);
    expect(best([{}, { payloadType: null, topic: null, eventType: null }])).to.equal(-1);
    expect(best([{ topic: 'other', payloadType: 'P', eventType: 'E' }])).to.equal(-1);
  });

  it('never matches a type that the message does not have', () => {
    const nothing = { payload_type: null, event_type: undefined };
    expect(
      best([{ payloadType: null, eventType: null, eventModel: null }, { payloadType: null }], nothing),
    ).to.equal(-1);
  });
});

describe('a cache', () => {
  it('forgets an entry at the end of its time, and keeps one without a time', () => {
    let now = 0;
    const timed = createLruCache<number>({ maxEntries: 1, ttlMs: 10 }, () => now);
    timed.set('a', 0);
    now = 9;
    expect([timed.get('a'), [...timed.entries()]]).to.deep.equal([0, [['a', 0]]]);
    now = 10;
    expect([[...timed.entries()], timed.get('a'), timed.size]).to.deep.equal([[], undefined, 0]);
    const never = createLruCache<number>({ maxEntries: 1, ttlMs: null }, () => now);
    never.set('a', 1);
    now = Number.MAX_SAFE_INTEGER;
    expect(never.get('a')).to.equal(1);
  });

  it('holds nothing for a time of 0, and replaces a value without losing another', () => {
    const none = createLruCache<number>({ maxEntries: 1, ttlMs: 0 }, () => 5);
    none.set('a', 1);
    expect(none.get('a')).to.equal(undefined);
    const two = createLruCache<number>({ maxEntries: 2, ttlMs: null });
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      two.set(key, value);
    expect([...two.entries()]).to.deep.equal([
      ['b', 2],
      ['a', 3],
    ]);
    expect([two.delete('b'), two.delete('b')]).to.deep.equal([true, false]);
  });
});

describe('the readiness of a node', () => {
  it('reports each change once, and is there when no problem is left', () => {
    const told: unknown[] = [];
    const readiness = new Readiness((source, problem) => told.push([source, problem]));
    readiness.set('bus', null);
    readiness.set('bus', 'down');
    readiness.set('bus', 'down');
    readiness.set('db', 'slow');
    readiness.set('bus', null);
    expect([readiness.ready, readiness.problems]).to.deep.equal([false, { db: 'slow' }]);
    readiness.set('db', null);
    expect(readiness.ready).to.equal(true);
    expect(told).to.deep.equal([
      ['bus', 'down'],
      ['db', 'slow'],
      ['bus', null],
      ['db', null],
    ]);
  });
});

describe('the names in a contract and in code', () => {
  const check = (inContract: readonly string[], inCode: readonly string[]): void =>
    requireSameNames({ node: 'n', what: 'step', where: 'steps', inContract, inCode });

  it('are the same in any order, or each difference is named', () => {
    expect(() => check(['a', 'b'], ['b', 'a'])).not.to.throw();
    expect(() => check(['a', 'b'], ['a'])).to.throw(
      "n: the contract's step b has no code under steps (write it, or run: onex upgrade n).",
    );
    expect(() => check(['a'], ['a', 'c'])).to.throw('n: steps has c, which no step of the contract names.');
    expect(() => check(['a'], ['c'])).to.throw(/step a has no code.*; steps has c, which/);
  });
});

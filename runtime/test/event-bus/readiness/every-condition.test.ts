import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { createClock } from '../../../../test/faults/index.ts';
import {
  type HandlerState,
  OPERATIONS,
  type Operation,
  PURPOSES,
  type Purpose,
  createNodeBench,
} from './node-bench.ts';

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'fail' | 'repair'; readonly operation: Operation }
  | { readonly kind: 'lose' | 'forbid' | 'admit' | 'crash' | 'rebalance'; readonly purpose: Purpose }
  | { readonly kind: 'message'; readonly purpose: 'consume' | 'platform' }
  | { readonly kind: 'handler'; readonly state: HandlerState };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  },
  fc.record({
    kind: fc.constantFrom('fail' as const, 'repair' as const),
    operation: fc.constantFrom(...OPERATIONS),
  }),
  fc.record({
    kind: fc.constantFrom(...(['lose', 'forbid', 'admit', 'crash', 'rebalance'] as const)),
    purpose: fc.constantFrom(...PURPOSES),
  }),
  fc.record({ kind: fc.constant('message' as const), purpose: fc.constantFrom('consume', 'platform') }),
  fc.record({
    kind: fc.constant('handler' as const),
    state: fc.constantFrom('works', 'waits', 'refuses'),
  }),
) as fc.Arbitrary<Step>;

/** Longer than every pause: before a group is joined again, a topic is looked for, and Consul is asked. */
const LONG_MS = 900_000;
const forbidden = (): Error =>
  Object.assign(new Error('Not authorized to access group'), { type: 'GROUP_AUTHORIZATION_FAILED' });

async function run(bench: ReturnType<typeof createNodeBench>, next: Step): Promise<void> {
  switch (next.kind) {
    case 'wait':
      return bench.advance(next.ms);
    case 'fail':
      return bench.fail(next.operation);
    case 'repair':
      return bench.repair(next.operation);
    case 'lose':
      return bench.bar(next.purpose, new Error('connect ECONNREFUSED'));
    case 'forbid':
      return bench.bar(next.purpose, forbidden());
    case 'admit':
      return bench.admit(next.purpose);
    case 'crash':
      return bench.crash(next.purpose);
    case 'rebalance':
      return bench.rebalance(next.purpose);
    case 'message':
      return bench.message(next.purpose);
    case 'handler':
      return bench.handler(next.state);
  }
}

describe('the readiness of a node with several consumers', () => {
  it('has a problem until the operation succeeds that it describes, and recovers from everything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const clock = createClock();
        const bench = createNodeBench(clock);
        try {
          await bench.session.open();
          await bench.advance(1000);
          for (const next of steps) {
            await run(bench, next);
            for (let turn = 0; turn < 5; turn += 1) await nextTurn();
            expect(bench.wrongEnds, JSON.stringify(next)).to.deep.equal([]);
            for (const purpose of ['consume', 'platform'] as const) {
              if (bench.member(purpose) === null)
                expect(bench.problems.size, `no member of ${purpose}`).to.be.greaterThan(0);
            }
          }
          for (const operation of OPERATIONS) bench.repair(operation);
          for (const purpose of PURPOSES) bench.admit(purpose);
          bench.handler('works');
          await bench.advance(LONG_MS);
          for (const purpose of ['consume', 'platform'] as const) {
            expect(bench.member(purpose), purpose).to.not.equal(null);
            await bench.message(purpose);
          }
          await bench.advance(60_000);
          expect(Object.fromEntries(bench.problems)).to.deep.equal({});
          expect(Object.fromEntries(bench.degraded)).to.deep.equal({});
          expect(bench.wrongEnds).to.deep.equal([]);
        } finally {
          const closed = bench.session.close();
          await clock.advance(60_000);
          await closed;
          clock.restore();
        }
      }),
      { numRuns: Number(process.env['ONEX_READINESS_RUNS'] ?? 15), seed: 20_261_130 },
    );
  });

  it('shows each failing operation by its own name, and nothing else', async () => {
    const clock = createClock();
    const bench = createNodeBench(clock);
    try {
      await bench.session.open();
      await bench.advance(60_000);
      const shown = (): readonly string[] => [...bench.problems.keys(), ...bench.degraded.keys()].toSorted();
      expect(shown()).to.deep.equal([]);
      bench.fail('consul');
      bench.fail('heartbeat');
      bench.bar('platform', forbidden());
      bench.handler('waits');
      await bench.message('consume');
      await bench.advance(31_000);
      expect(shown()).to.include.members(['consul', 'heartbeat', 'platform']);
      expect(shown()).to.not.include('consume');
      bench.handler('works');
      bench.repair('consul');
      bench.repair('heartbeat');
      await bench.advance(LONG_MS);
      expect(shown()).to.deep.equal(['platform']);
      bench.admit('platform');
      await bench.advance(LONG_MS);
      expect(shown()).to.deep.equal([]);
    } finally {
      const closed = bench.session.close();
      await clock.advance(60_000);
      await closed;
      clock.restore();
    }
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Clock, createClock } from '../../../../../../test/faults/index.ts';
import { NodeFault } from '../../../../../src/errors/index.ts';
import { startConsumer } from '../../../../../src/event-bus/delivery/index.ts';
import { createInMemoryTransport } from '../../../../../src/event-bus/index.ts';
import { startKafkaSubscription } from '../../../../../src/event-bus/transports/kafka/consumer/subscription.ts';
import { recordingLogger } from '../../../recording-logger.ts';
import { type FakeConsumer, fakeKafka } from './fake-kafka.ts';

const TOPIC = 'onex.cmd.test.readiness.v1';
/** More than the longest pauses before the group is joined again, and the time after which earlier ends are over. */
const LONG_MS = 700_000;

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | {
      readonly kind:
        'outage' | 'recovery' | 'crash' | 'rebalance' | 'message' | 'store fails' | 'store works';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({
    kind: fc.constantFrom(
      ...(['outage', 'recovery', 'crash', 'rebalance', 'message', 'store fails', 'store works'] as const),
    ),
  }),
);

/** A consumer of a node on the fake client, driven step by step, and the model of when it may be ready. */
async function createBench(clock: Clock) {
  const fake = fakeKafka({ [TOPIC]: [{ low: '0', high: '1000' }] });
  const problems = new Map<string, string>();
  const crashed = new Set<FakeConsumer>();
  let isDown = false;
  let storeWorks = true;
  let offset = 0;
  const join = (consumer: FakeConsumer): void =>
    consumer.emit('GROUP_JOIN', { memberAssignment: { [TOPIC]: [0] } });
  fake.hooks.onRun = join;
  const consumer = await startConsumer({
    transport: {
      ...createInMemoryTransport(),
      subscribe: (subscription) =>
        startKafkaSubscription({
          ...fake.client,
          subscription,
          concurrency: 1,
          backoff: { initialMs: 1, maxMs: 1 },
        }),
    },
    subscription: { groupId: 'group', topics: [TOPIC], from: 'earliest' },
    async handle() {
      if (!storeWorks) throw new NodeFault('EVENT_BUS_ERROR', 'the store refuses');
    },
    logger: recordingLogger(),
    onProblem(problem, condition) {
      if (problem === null) problems.delete(condition);
      else problems.set(condition, problem);
    },
  });
  /** The consumer that is a member of the group now. */
  const member = (): FakeConsumer | null => {
    const last = fake.consumers.at(-1);
    const isMember =
      last !== undefined && last.calls.includes('run') && !last.calls.includes('stop') && !crashed.has(last);
    return isMember ? last : null;
  };
  const crash = (): void => {
    const live = member();
    if (live === null) return;
    crashed.add(live);
    live.emit('CRASH', { error: new Error('the broker is gone'), restart: false });
  };
  const message = async (): Promise<void> => {
    offset += 1;
    void member()
      ?.deliver(TOPIC, [offset])
      .catch(() => {});
    await nextTurn();
  };
  return {
    problems,
    consumer,
    member,
    message,
    async run(next: Step): Promise<void> {
      if (next.kind === 'wait') await clock.advance(next.ms);
      else if (next.kind === 'message') await message();
      else if (next.kind === 'store fails') storeWorks = false;
      else if (next.kind === 'store works') storeWorks = true;
      else if (next.kind === 'rebalance') {
        const live = member();
        if (live !== null) join(live);
      } else if (next.kind === 'crash') crash();
      else {
        isDown = next.kind === 'outage';
        fake.failures['connect'] = isDown ? Array.from({ length: 10_000 }, () => new Error('refused')) : [];
        if (isDown) crash();
      }
      await nextTurn();
    },
  };
}

describe('the readiness of a consumer', () => {
  it('follows outages, rebalances, and failures of a store, and recovers from all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const clock = createClock();
        try {
          const bench = await createBench(clock);
          for (const next of steps) {
            await bench.run(next);
            if (bench.member() === null) expect([...bench.problems.keys()]).to.not.deep.equal([]);
          }
          await bench.run({ kind: 'recovery' });
          await bench.run({ kind: 'store works' });
          await clock.advance(LONG_MS);
          expect(bench.member()).to.not.equal(null);
          await bench.message();
          await clock.advance(1000);
          expect(Object.fromEntries(bench.problems)).to.deep.equal({});
          const stopped = bench.consumer.stop();
          await clock.advance(10_000);
          await stopped;
        } finally {
          clock.restore();
        }
      }),
      { numRuns: 20, seed: 20_240_611 },
    );
  });
});

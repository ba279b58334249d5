import { createRequire } from 'node:module';
import { expect } from 'chai';
import { type Clock, createClock } from '../../../../../../test/faults/index.ts';
import { steadyClockOfKafkajs } from '../../../../../src/event-bus/transports/kafka/kafkajs/kafkajs-clock.ts';

const DAY = 86_400_000;
const load = createRequire(import.meta.url);
const client = (module: string): new (options: object) => any => load(`kafkajs/src/${module}`);

const silent = { debug() {}, info() {}, warn() {}, error() {}, namespace: () => silent };
const instrumentationEmitter = { emit() {} };

/** The client's own classes, each doing what it does at intervals. */
describe('the Kafka client', () => {
  let clock: Clock;
  beforeEach(() => {
    steadyClockOfKafkajs();
    clock = createClock();
  });
  afterEach(() => clock.restore());

  for (const days of [1, -1]) {
    describe(`after the wall clock jumped by ${days} day`, () => {
      const jump = (): void => clock.jump(days * DAY);

      it('sends heartbeats at their interval', async () => {
        const Group = client('consumer/consumerGroup');
        const group = new Group({ topics: [], logger: silent, instrumentationEmitter, groupId: 'g' });
        let beats = 0;
        group.memberId = 'm';
        group.coordinator = { heartbeat: async () => (beats += 1) };
        const passes = async (ms: number): Promise<number> => {
          await clock.advance(ms);
          await group.heartbeat({ interval: 1000 });
          return beats;
        };
        expect(await passes(1000)).to.equal(1);
        jump();
        expect(await passes(999), 'before the interval is over').to.equal(1);
        expect(await passes(1)).to.equal(2);
        expect(await passes(1000)).to.equal(3);
      });

      it('gives up on a request when its time is over, and not before', async () => {
        const Queue = client('network/requestQueue/index');
        const queue = new Queue({ logger: silent, requestTimeout: 10_000, enforceRequestTimeout: true });
        let failure: Error | null = null;
        queue.scheduleRequestTimeoutCheck();
        queue.push({
          entry: { correlationId: 1, apiName: 'a', reject: (error: Error) => (failure = error) },
          expectResponse: true,
          sendRequest() {},
        });
        jump();
        await clock.advance(9900);
        expect(failure).to.equal(null);
        await clock.advance(1200);
        expect(String(failure)).to.contain('timed out');
        queue.destroy();
      });

      it('sends again when the broker’s throttling is over', async () => {
        const Queue = client('network/requestQueue/index');
        const queue = new Queue({ logger: silent, requestTimeout: 10_000 });
        expect(queue.canSendSocketRequestImmediately()).to.equal(true);
        queue.maybeThrottle(500);
        jump();
        expect(queue.canSendSocketRequestImmediately()).to.equal(false);
        await clock.advance(500);
        expect(queue.canSendSocketRequestImmediately()).to.equal(true);
      });

      it('refreshes metadata when they are old, and not before', async () => {
        const Pool = client('cluster/brokerPool');
        const pool = new Pool({ logger: silent, metadataMaxAge: 5000 });
        let refreshed = 0;
        pool.seedBroker = { connectionPool: {} };
        pool.findConnectedBroker = async () => ({
          metadata: async () => {
            refreshed += 1;
            return { brokers: [], topicMetadata: [] };
          },
        });
        await pool.refreshMetadataIfNecessary([]);
        jump();
        await clock.advance(5000);
        await pool.refreshMetadataIfNecessary([]);
        expect(refreshed).to.equal(1);
        await clock.advance(1);
        await pool.refreshMetadataIfNecessary([]);
        expect(refreshed).to.equal(2);
      });

      it('commits at its interval', async () => {
        const Manager = client('consumer/offsetManager/index');
        const manager = new Manager({ memberAssignment: {}, autoCommitInterval: 500 });
        let commits = 0;
        manager.commitOffsets = async () => (commits += 1);
        jump();
        await clock.advance(499);
        await manager.commitOffsetsIfNecessary();
        expect(commits).to.equal(0);
        await clock.advance(1);
        await manager.commitOffsetsIfNecessary();
        expect(commits).to.equal(1);
      });
    });
  }

  it('is changed once, however many transports there are', () => {
    const group = client('consumer/consumerGroup').prototype as object;
    const before = Object.getOwnPropertyDescriptor(group, 'lastRequest');
    steadyClockOfKafkajs();
    expect(Object.getOwnPropertyDescriptor(group, 'lastRequest')?.get, 'defined once').to.equal(before?.get);
  });
});

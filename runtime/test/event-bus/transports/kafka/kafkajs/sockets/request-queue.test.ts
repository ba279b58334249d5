import { createRequire } from 'node:module';
import { expect } from 'chai';
import { type Clock, createClock } from '../../../../../../../test/faults/index.ts';
import { steadyClockOfKafkajs } from '../../../../../../src/event-bus/transports/kafka/kafkajs/kafkajs-clock.ts';
import { quietRequestQueues } from '../../../../../../src/event-bus/transports/kafka/kafkajs/sockets/index.ts';

const load = createRequire(import.meta.url);
const silent = { debug() {}, info() {}, warn() {}, error() {}, namespace: () => silent };

describe('the request queue of a connection', () => {
  let clock: Clock;
  before(() => {
    steadyClockOfKafkajs();
    quietRequestQueues();
  });
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  const createQueue = (options: object = {}) => {
    const Queue = load('kafkajs/src/network/requestQueue/index.js') as new (given: object) => any;
    const queue = new Queue({
      logger: silent,
      requestTimeout: 10_000,
      enforceRequestTimeout: true,
      isConnected: () => true,
      ...options,
    });
    const sent: number[] = [];
    const failed: number[] = [];
    const push = (correlationId: number): void =>
      queue.push({
        entry: { correlationId, apiName: 'a', resolve() {}, reject: () => failed.push(correlationId) },
        expectResponse: true,
        sendRequest: () => sent.push(correlationId),
      });
    const answer = (correlationId: number): void =>
      queue.fulfillRequest({ correlationId, payload: Buffer.alloc(0), size: 0 });
    return { queue, sent, failed, push, answer };
  };

  it('sets no timer while no request waits', async () => {
    const { queue, sent, push, answer } = createQueue();
    for (const id of [1, 2]) {
      push(id);
      answer(id);
      expect(queue.throttleCheckTimeoutId, 'a timer').to.equal(null);
    }
    expect(sent).to.deep.equal([1, 2]);
  });

  it('sends what waits when the throttling of the broker is over, and not before', async () => {
    const { queue, sent, push } = createQueue();
    queue.maybeThrottle(500);
    push(1);
    push(2);
    await clock.advance(499);
    expect(sent).to.deep.equal([]);
    await clock.advance(2);
    expect(sent).to.deep.equal([1, 2]);
    expect(queue.throttleCheckTimeoutId).to.equal(null);
  });

  it('sends what waits when a request is answered, while only so many may be in flight', () => {
    const { sent, push, answer } = createQueue({ maxInFlightRequests: 1 });
    push(1);
    push(2);
    expect(sent).to.deep.equal([1]);
    answer(1);
    expect(sent).to.deep.equal([1, 2]);
  });

  it('gives up on a request within a tenth of its time after that is over, and not before', async () => {
    for (const requestTimeout of [2000, 10_000, 60_000]) {
      const { queue, failed, push } = createQueue({ requestTimeout });
      queue.scheduleRequestTimeoutCheck();
      push(1);
      await clock.advance(requestTimeout);
      expect(failed, `after ${requestTimeout} ms`).to.deep.equal([]);
      await clock.advance(requestTimeout / 10);
      expect(failed, `after ${requestTimeout} ms and a tenth`).to.deep.equal([1]);
      queue.destroy();
    }
  });
});

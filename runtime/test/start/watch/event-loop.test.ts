import { expect } from 'chai';
import type { Metrics } from '../../../src/health/metrics.ts';
import { type MessageInProgress, whileInProgress, currentMessage } from '../../../src/node/progress/index.ts';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { BLOCK_MS, watchEventLoop } from '../../../src/start/watch/index.ts';
import { type Clock, createClock } from '../../../../test/faults/index.ts';
import { childLogger } from '../../node/progress/child-logger.ts';

describe('the event loop of a process', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  const setUp = () => {
    const delays: number[] = [];
    const owner = {};
    let shift = 0;
    const start = clock.now();
    const logger = childLogger();
    const watch = watchEventLoop({
      owner,
      logger,
      metrics: { observe: (_: unknown, seconds: number) => void delays.push(seconds) } as unknown as Metrics,
      now: () => clock.now() - start + shift,
    });
    /** A timer fires that much later than it should. */
    const block = async (ms: number): Promise<void> => {
      shift += ms;
      await clock.advance(500);
    };
    return { owner, logger, delays, watch, block };
  };
  const message = (topic = 'onex.cmd.shop.parcel-requested.v1') => ({
    payload: {},
    envelope: createEnvelope({}),
    topic,
  });

  it('is measured twice a second, and no more once it is not watched', async () => {
    const { delays, watch, block } = setUp();
    await clock.advance(1000);
    await block(250);
    expect(delays).to.deep.equal([0, 0, 0.25]);
    watch.stop();
    await clock.advance(5000);
    expect(delays).to.have.length(3);
  });

  it('is reported when it was blocked for more than 5 s, once, with the operations in progress', async () => {
    const { owner, logger, watch, block } = setUp();
    const done = Promise.withResolvers<void>();
    const work = whileInProgress(owner, message(), async () => {
      (currentMessage() as MessageInProgress).operation = 'weigh';
      await done.promise;
    });
    const other = whileInProgress({}, message(), () => done.promise);
    await block(BLOCK_MS - 501);
    expect(logger.lines).to.have.length(0);
    await block(7000);
    await clock.advance(2000);
    expect(logger.lines).to.have.length(1);
    expect(logger.lines[0]?.message).to.contain('probably by weigh');
    expect(logger.lines[0]?.fields).to.deep.include({ blocked_seconds: 7.5, operations: ['weigh'] });
    done.resolve();
    await Promise.all([work, other]);
    watch.stop();
  });

  it('names the one message whose handler was measured to block', async () => {
    const { owner, logger, watch, block } = setUp();
    const done = Promise.withResolvers<void>();
    const works = ['wait', 'hash', 'wait'].map((operation) =>
      whileInProgress(owner, message(), async () => {
        const current = currentMessage() as MessageInProgress;
        current.operation = operation;
        if (operation === 'hash') current.blockedMs = 6900;
        await done.promise;
      }),
    );
    await block(7000);
    expect(logger.lines[0]?.fields).to.deep.include({ operations: ['hash'] });
    done.resolve();
    await Promise.all(works);
    watch.stop();
  });

  it('is reported without a message too', async () => {
    const { logger, watch, block } = setUp();
    await block(6000);
    expect(logger.lines[0]?.message).to.contain('no message was in progress');
    watch.stop();
  });
});

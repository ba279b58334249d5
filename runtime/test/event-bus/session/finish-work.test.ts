import { expect } from 'chai';
import { finishWork } from '../../../src/event-bus/session/finish-work.ts';
import { type Clock, createClock } from '../../../../test/faults/index.ts';
import { FakeNode } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

describe('work in hand at the end of a session', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  const setUp = (graceMs: number | undefined) => {
    const logger = recordingLogger();
    const held = Promise.withResolvers<void>();
    const node = Object.assign(new FakeNode(), {
      ...(graceMs !== undefined && { shutdownGraceMs: graceMs }),
      aborted: 0,
      abortWork: () => void (node.aborted += 1),
    });
    const seen = { ended: false };
    const finishing = finishWork({ node, stopped: held.promise, logger, active: () => 2 }).then(
      () => (seen.ended = true),
    );
    const levels = () => logger.lines.map(({ level }) => level);
    return { node, held, logger, seen, levels, finishing };
  };

  it('is waited for without end where no grace period is set', async () => {
    const { held, node, seen, levels, finishing } = setUp(undefined);
    await clock.advance(3_600_000);
    expect([seen.ended, node.aborted, levels()]).to.deep.equal([false, 0, []]);
    held.resolve();
    await finishing;
  });

  it('is not aborted when it ends within the grace period', async () => {
    const { held, node, levels, finishing } = setUp(1000);
    await clock.advance(999);
    held.resolve();
    await finishing;
    expect([node.aborted, levels()]).to.deep.equal([0, []]);
  });

  it('is aborted after the grace period, and waited for again', async () => {
    const { held, node, logger, levels, finishing } = setUp(1000);
    await clock.advance(1000);
    expect([node.aborted, levels()]).to.deep.equal([1, ['warn']]);
    expect(logger.lines[0]?.fields).to.deep.equal({ in_flight: 2, grace_ms: 1000 });
    await clock.advance(749);
    held.resolve();
    await finishing;
    expect(levels()).to.deep.equal(['warn']);
  });

  it('is abandoned after three quarters of the grace period, and its later failure is logged', async () => {
    const { held, seen, logger, levels, finishing } = setUp(1000);
    await clock.advance(1749);
    expect(seen.ended).to.equal(false);
    await clock.advance(1);
    await finishing;
    expect(levels()).to.deep.equal(['warn', 'error']);
    expect(logger.lines[1]?.fields).to.deep.equal({ in_flight: 2 });
    held.reject(new Error('late'));
    await clock.advance(0);
    expect(levels()).to.deep.equal(['warn', 'error', 'warn']);
  });

  it('is abandoned at once where the grace period is 0', async () => {
    const { node, levels, finishing } = setUp(0);
    // A timer lasts a millisecond at least.
    await clock.advance(2);
    await finishing;
    expect([node.aborted, levels()]).to.deep.equal([1, ['warn', 'error']]);
  });
});

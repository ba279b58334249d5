import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { type Attempt, runAttempt } from '../../../src/node/progress/index.ts';
import { createClock } from '../../../../test/faults/index.ts';

const attemptWith = (cutOff: AbortSignal, timeoutMs: number | null = null) => ({
  number: 1,
  cutOff,
  timeoutMs,
  onHalf() {},
  timedOut: () => new Error('timed out'),
});
const never = new AbortController().signal;
const textOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (error as Error).message);

describe('an attempt', () => {
  it('settles as the handler does, whether that returns a value, a promise, or an error', async () => {
    expect(await runAttempt(attemptWith(never), () => 'value')).to.equal('value');
    expect(await runAttempt(attemptWith(never), async () => 'promise')).to.equal('promise');
    const fail = (): never => {
      throw new Error('thrown');
    };
    expect(await textOf(runAttempt(attemptWith(never), fail))).to.equal('thrown');
    expect(await textOf(runAttempt(attemptWith(never), async () => fail()))).to.equal('thrown');
  });

  it('limits everything that `await` waits for, such as a query that is a function', async () => {
    // oxlint-disable-next-line unicorn/no-thenable
    const endless = { then() {} };
    const clock = createClock();
    try {
      for (const query of [Object.assign(() => {}, endless), endless]) {
        const running = textOf(runAttempt(attemptWith(never, 1000), () => query as unknown));
        await clock.advance(1001);
        expect(await Promise.race([running, turn('no limit')])).to.equal('timed out');
      }
    } finally {
      clock.restore();
    }
  });

  it('has a signal that is aborted at the shutdown, for its reason, whenever it is asked for', async () => {
    const cutOff = new AbortController();
    const before: AbortSignal[] = [];
    let attempt: Attempt | undefined;
    const running = runAttempt(attemptWith(cutOff.signal), async (given) => {
      attempt = given;
      before.push(given.signal);
      await turn();
      return given.signal.reason as unknown;
    });
    cutOff.abort('shutdown');
    expect(before[0]?.aborted).to.equal(true);
    expect(await running).to.equal('shutdown');
    expect(attempt?.signal).to.equal(before[0]);
    const late = await runAttempt(attemptWith(AbortSignal.abort('earlier')), ({ signal }) => signal);
    expect(late.reason).to.equal('earlier');
  });

  it('that has ended is not told of a later shutdown', async () => {
    const cutOff = new AbortController();
    const signal = await runAttempt(attemptWith(cutOff.signal), (attempt) => attempt.signal);
    cutOff.abort();
    expect(signal.aborted).to.equal(false);
  });

  it('that never ends does not keep the process alive once it was cut off', () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const cutOff = new AbortController();
    void runAttempt(attemptWith(cutOff.signal), () => new Promise(() => {}));
    expect(timers()).to.equal(before + 1);
    cutOff.abort();
    void runAttempt(attemptWith(cutOff.signal), () => new Promise(() => {}));
    expect(timers()).to.equal(before);
  });

  it('fails at its time limit, its signal aborted even when it is asked for only then', async () => {
    const clock = createClock();
    try {
      const { promise, resolve } = Promise.withResolvers<string>();
      let attempt: Attempt | undefined;
      const running = textOf(
        runAttempt(attemptWith(never, 1000), (given) => {
          attempt = given;
          return promise;
        }),
      );
      await clock.advance(1000);
      resolve('too late');
      expect(await running).to.equal('timed out');
      expect(attempt?.signal.aborted).to.equal(true);
    } finally {
      clock.restore();
    }
  });
});

import { expect } from 'chai';
import { backoffMs, DEFAULT_BACKOFF, pause } from '../../../src/event-bus/retry/backoff.ts';
import { persist } from '../../../src/event-bus/retry/persist.ts';
import { type Clock, createClock } from '../../../../test/faults/index.ts';

describe('work that is tried again until it succeeds', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  it('pauses twice as long after each failure, up to ten seconds', () => {
    expect([1, 2, 3, 7, 8, 5000].map((failures) => backoffMs(failures))).to.deep.equal([
      100, 200, 400, 6400, 10_000, 10_000,
    ]);
    expect(backoffMs(40, { initialMs: 1, maxMs: Number.MAX_SAFE_INTEGER })).to.equal(2 ** 30);
  });

  it('reports each problem once in a row, and gives its result', async () => {
    const outcomes = ['away', 'away', 'refused', 'away'];
    const problems: string[] = [];
    const done = persist(
      async () => {
        const problem = outcomes.shift();
        if (problem === 'refused') throw problem;
        if (problem !== undefined) throw new Error(problem);
        return 7;
      },
      {
        signal: new AbortController().signal,
        backoff: DEFAULT_BACKOFF,
        onProblem: (error) => void problems.push(error.message),
      },
    );
    await clock.advance(100 + 200 + 400 + 799);
    expect(outcomes).to.have.length(0);
    let result: number | undefined;
    void done.then((value) => (result = value));
    await clock.advance(0);
    expect(result).to.equal(undefined);
    await clock.advance(1);
    expect(await done).to.equal(7);
    expect(problems).to.deep.equal(['away', 'refused', 'away']);
  });

  it('is not begun after the signal, and ends with it during a pause', async () => {
    const stopping = new AbortController();
    let tries = 0;
    const options = { signal: stopping.signal, backoff: DEFAULT_BACKOFF, onProblem: () => {} };
    const work = async (): Promise<never> => {
      tries += 1;
      throw new Error('away');
    };
    const done = persist(work, options);
    await clock.advance(50);
    stopping.abort();
    expect(await done).to.equal(undefined);
    expect(await persist(work, options)).to.equal(undefined);
    expect([tries, clock.waiting()]).to.deep.equal([1, 0]);
  });

  it('does not spin in a pause of more than 24.8 days', async () => {
    const stopping = new AbortController();
    let isOver = false;
    const waiting = pause(2 ** 40, stopping.signal).then(() => (isOver = true));
    await clock.advance(86_400_000);
    expect(isOver).to.equal(false);
    stopping.abort();
    await waiting;
  });
});

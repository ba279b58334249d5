import { expect } from 'chai';
import fc from 'fast-check';
import { type Clock, createClock } from '../../../test/faults/index.ts';
import { LOG_AGAIN_MS, RETURN_MS, createProblemLog } from '../../src/health/problem-log.ts';

const MOST_REASONS = 10;

describe('the log of problems', () => {
  let clock: Clock;
  let written: { readonly at: number; readonly line: string }[];
  let log: ReturnType<typeof createProblemLog>;
  beforeEach(() => {
    clock = createClock();
    written = [];
    const write = (line: string): void => void written.push({ at: performance.now(), line });
    log = createProblemLog({
      began: (source, problem) => write(`${source}: ${problem}`),
      lasts: (source, problem, ms) => write(`${source}: ${problem} for ${ms / 1000} s`),
      ended: (source, ms) => write(`${source} ended after ${ms / 1000} s`),
    });
  });
  afterEach(() => {
    log.close();
    clock.restore();
  });
  const lines = (): readonly string[] => written.splice(0).map(({ line }) => line);

  it('says when a problem begins, after each interval how long it has lasted, and when it ends', async () => {
    log.set('bus', 'refused');
    log.set('bus', 'refused');
    await clock.advance(2 * LOG_AGAIN_MS + 1000);
    log.set('bus', null);
    log.set('bus', null);
    expect(lines()).to.deep.equal([
      'bus: refused',
      'bus: refused for 300 s',
      'bus: refused for 600 s',
      'bus ended after 601 s',
    ]);
    await clock.advance(LOG_AGAIN_MS);
    expect(lines()).to.deep.equal([]);
  });

  it('says another reason at once, and one that was said before only after the interval', async () => {
    for (let change = 0; change < 40; change += 1) {
      log.set('bus', change % 2 === 0 ? 'refused' : 'closed');
      await clock.advance(1000);
    }
    expect(lines()).to.deep.equal(['bus: refused', 'bus: closed']);
    await clock.advance(LOG_AGAIN_MS);
    expect(lines()).to.deep.equal(['bus: closed for 301 s']);
  });

  it('takes reasons that differ in digits for one, and limits how many there are', async () => {
    for (let port = 0; port < 50; port += 1) log.set('bus', `connect ECONNREFUSED 127.0.0.1:${port}`);
    expect(lines()).to.have.length(1);
    for (let letter = 0; letter < 50; letter += 1) log.set('other', 'x'.repeat(letter + 1));
    expect(lines()).to.have.length(MOST_REASONS);
  });

  it('says a problem that comes back at once only when it stays', async () => {
    log.set('bus', 'refused');
    log.set('bus', null);
    for (let blip = 0; blip < 20; blip += 1) {
      log.set('bus', 'refused');
      await clock.advance(1000);
      log.set('bus', null);
      await clock.advance(1000);
    }
    expect(lines()).to.deep.equal(['bus: refused', 'bus ended after 0 s']);
    log.set('bus', 'refused');
    await clock.advance(RETURN_MS);
    log.set('bus', null);
    expect(lines()).to.deep.equal(['bus: refused for 30 s', 'bus ended after 30 s']);
  });

  it('keeps sources apart, and is silent once it is closed', async () => {
    log.set('bus', 'refused');
    log.set('store', 'refused');
    expect(lines()).to.deep.equal(['bus: refused', 'store: refused']);
    log.close();
    await clock.advance(2 * LOG_AGAIN_MS);
    expect(lines()).to.deep.equal([]);
  });

  it('never leaves a lasting problem unsaid, and never says more than it may, whatever happens', async () => {
    const step = fc.record({
      problem: fc.constantFrom(null, 'refused', 'closed', 'no right'),
      ms: fc.constantFrom(0, 500, 20_000, 40_000, LOG_AGAIN_MS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        log.close();
        written = [];
        let now: string | null = null;
        for (const { problem, ms } of steps) {
          log.set('bus', problem);
          now = problem;
          await clock.advance(ms);
        }
        await clock.advance(RETURN_MS);
        const last = written.at(-1)?.line;
        if (now === null) expect(last === undefined || last.includes('ended')).to.equal(true);
        else expect(last).to.match(/^bus: /u);
        const begun = written.filter(({ line }) => !line.includes(' for ') && !line.includes('ended'));
        for (const { at, line } of begun) {
          const near = begun.filter((other) => other.line === line && Math.abs(other.at - at) < LOG_AGAIN_MS);
          expect(near).to.have.length(1);
        }
        const repeated = written.filter(({ line }) => line.includes(' for '));
        for (const [index, { at }] of repeated.entries())
          expect(at - (repeated[index - 1]?.at ?? -RETURN_MS)).to.be.at.least(RETURN_MS);
      }),
      { numRuns: 100 },
    );
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { type Clock, createClock } from '../../../../../../../test/faults/index.ts';
import {
  type Life,
  type Membership,
  startMembership,
} from '../../../../../../src/event-bus/transports/kafka/consumer/membership/index.ts';

/** A client whose consumers the test lets join, fail, and die. */
function setUp() {
  const state = { alive: 0, most: 0, joins: 0, refuses: false, isHeld: false, died: 0, failed: 0 };
  let die: ((error: Error) => void) | null = null;
  let release = (): void => {};
  const join = async (): Promise<Life> => {
    state.joins += 1;
    if (state.isHeld) await new Promise<void>((resolve) => (release = resolve));
    if (state.refuses) throw new Error('refused');
    state.alive += 1;
    state.most = Math.max(state.most, state.alive);
    const ended = Promise.withResolvers<Error>();
    die = ended.resolve;
    return {
      ended: ended.promise,
      async leave() {
        await nextTurn();
        state.alive -= 1;
      },
    };
  };
  const start = (): Promise<Membership> =>
    startMembership({
      join,
      counts: () => true,
      onJoinFailed: () => void (state.failed += 1),
      onDied: () => void (state.died += 1),
    });
  return { state, start, die: () => die?.(new Error('gone')), release: () => release() };
}

/** A generator of numbers below `most` that gives the same ones for a seed. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

describe('a membership in a consumer group', () => {
  let clock: Clock;
  beforeEach(() => (clock = createClock()));
  afterEach(() => clock.restore());

  it('fails where the first join fails, and tries no more', async () => {
    const { state, start } = setUp();
    state.refuses = true;
    expect(await start().catch((error: Error) => error.message)).to.equal('refused');
    await clock.advance(600_000);
    expect(state.joins).to.equal(1);
  });

  it('leaves, rests, and joins again', async () => {
    const { state, start } = setUp();
    const membership = await start();
    let isOver = false;
    void membership.rest(15_000).then(() => (isOver = true));
    await clock.advance(14_999);
    expect([state.alive, membership.state(), isOver]).to.deep.equal([0, 'resting', false]);
    await clock.advance(1);
    expect([state.alive, membership.state(), isOver]).to.deep.equal([1, 'consuming', true]);
    await membership.stop();
  });

  it('is over only when a consumer that joins after it was stopped has left', async () => {
    const { state, start, die, release } = setUp();
    const membership = await start();
    state.isHeld = true;
    die();
    await clock.advance(1000);
    expect(membership.state()).to.equal('joining');
    let isOver = false;
    void membership.stop().then(() => (isOver = true));
    await clock.advance(60_000);
    expect(isOver).to.equal(false);
    release();
    await clock.advance(0);
    expect([isOver, state.alive, membership.state()]).to.deep.equal([true, 0, 'stopped']);
    await membership.rest(1);
    await clock.advance(600_000);
    expect([state.joins, clock.waiting()]).to.deep.equal([2, 0]);
  });

  for (let seed = 1; seed <= 20; seed += 1) {
    it(`never has two consumers, comes back after any outage, and none after it was stopped (seed ${seed})`, async () => {
      const { state, start, die } = setUp();
      const next = numbers(seed);
      const membership = await start();
      let rests = 0;
      let restsOver = 0;
      for (let step = 0; step < 60; step += 1) {
        const event = next(5);
        if (event === 0) die();
        else if (event === 1) state.refuses = !state.refuses;
        else if (event === 2) {
          rests += 1;
          void membership.rest(next(20_000)).then(() => (restsOver += 1));
        } else await clock.advance(next(30_000));
        expect(state.most).to.equal(1);
      }
      state.refuses = false;
      await clock.advance(200_000);
      expect([state.alive, membership.state()]).to.deep.equal([1, 'consuming']);
      expect(restsOver).to.equal(rests);
      await membership.stop();
      const { joins } = state;
      await clock.advance(600_000);
      expect([state.alive, state.joins, membership.state()]).to.deep.equal([0, joins, 'stopped']);
    });
  }
});

import { expect } from 'chai';
import { type Clock, createClock } from '../../../../test/faults/index.ts';
import { createInMemoryTransport } from '../../../src/event-bus/index.ts';
import { createTopicWatch, describeMissing } from '../../../src/event-bus/session/topic-watch.ts';

describe('the topics that a node needs', () => {
  let clock: Clock;
  let missing: string[];
  let asked: (readonly string[])[];
  let problems: (string | null)[];
  let stopping: AbortController;
  beforeEach(() => {
    clock = createClock();
    missing = [];
    asked = [];
    problems = [];
    stopping = new AbortController();
  });
  afterEach(() => clock.restore());

  const watch = () =>
    createTopicWatch({
      transport: {
        ...createInMemoryTransport(),
        missingTopics: async (topics) => {
          asked.push(topics);
          return topics.filter((topic) => missing.includes(topic));
        },
      },
      needed: ['a', 'b'],
      optional: ['c'],
      signal: stopping.signal,
      backoff: { initialMs: 100, maxMs: 1000 },
      onProblem: (problem) => problems.push(problem),
    });

  it('are asked for with the optional ones, and those are not required', async () => {
    missing = ['c'];
    await watch().require();
    expect(asked).to.deep.equal([['a', 'b', 'c']]);
    missing = ['b', 'c'];
    const error = await watch()
      .require()
      .catch((reason: Error) => reason);
    expect(error).to.include({
      code: 'EVENT_BUS_ERROR',
      message: 'b does not exist: create it, or start with --create-topics',
    });
  });

  it('are not reported as missing without the right that may be the reason', async () => {
    const problem = (lost: readonly string[], hidden: readonly string[]): Promise<string> =>
      describeMissing({ hiddenTopics: async () => ({ principal: 'User:x', topics: hidden }) }, lost);
    expect(await problem(['a', 'b'], ['b'])).to.equal(
      'a does not exist: create it, or start with --create-topics; User:x has no right to DESCRIBE on topic b: ' +
        'grant it, or create what does not exist; the node continues by itself',
    );
    expect(await problem(['a', 'b'], ['a', 'b'])).to.match(
      /^User:x has no right to DESCRIBE on topic a, DESCRIBE on topic b: grant it/,
    );
    expect(await problem(['a'], [])).to.equal('a does not exist: create it, or start with --create-topics');
  });

  it('are looked for until all are there; each problem is told once, and its end', async () => {
    missing = ['a', 'b'];
    const topics = watch();
    topics.look();
    topics.look();
    await clock.advance(5000);
    expect(problems).to.deep.equal(['a, b do not exist: create them, or start with --create-topics']);
    missing = ['a'];
    await clock.advance(2000);
    missing = [];
    await clock.advance(2000);
    expect(problems.slice(1)).to.deep.equal([
      'a does not exist: create it, or start with --create-topics',
      null,
    ]);
    const looks = asked.length;
    await clock.advance(10_000);
    expect(asked).to.have.length(looks);
  });

  it('are looked for again after that, and nothing is told where none is missing', async () => {
    const topics = watch();
    topics.look();
    await clock.advance(1000);
    topics.look();
    await clock.advance(1000);
    expect([asked.length, problems]).to.deep.equal([2, []]);
  });

  it('are looked for no more once the node stops, and nothing is told then', async () => {
    missing = ['a'];
    const topics = watch();
    topics.look();
    await clock.advance(150);
    stopping.abort();
    await clock.advance(5000);
    const looks = asked.length;
    topics.look();
    await clock.advance(5000);
    expect(asked).to.have.length(looks);
    expect(problems).to.have.length(1);
    expect(clock.waiting(), 'timers').to.equal(0);
  });
});

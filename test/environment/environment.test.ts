import { expect } from 'chai';
import { SmallEnvironment, type HostedClass } from '../../lib/environment/index.ts';

type Work = (env: SmallEnvironment, log: string[]) => void;

/** A generator that queues tasks by hand; they write their names into a log. */
function hosted(log: string[], work: Work, commit?: () => void): HostedClass {
  return class {
    readonly #env: SmallEnvironment;
    readonly features = commit === undefined ? {} : { customCommitTask: commit };

    constructor(_args: string[], options: Record<string, unknown>) {
      this.#env = options['env'] as SmallEnvironment;
    }

    queueTasks(): Promise<void> {
      work(this.#env, log);
      return Promise.resolve();
    }
  };
}

const note = (env: SmallEnvironment, log: string[], queue: string): void =>
  env.queueTask(queue, () => log.push(queue));

describe('the small environment', () => {
  it('runs queues in Yeoman’s order, and the commit after conflicts and before install', async () => {
    const log: string[] = [];
    const queues = [
      'end',
      'install',
      'writing',
      'conflicts',
      'default',
      'configuring',
      'prompting',
      'initializing',
    ];
    const Generator = hosted(
      log,
      (env) => queues.forEach((queue) => note(env, log, queue)),
      () => log.push('commit'),
    );
    await new SmallEnvironment('/').run(Generator, [], {});
    expect(log).to.deep.equal([
      'initializing',
      'prompting',
      'configuring',
      'default',
      'writing',
      'conflicts',
      'commit',
      'install',
      'end',
    ]);
  });

  it('runs a composed generator’s tasks from their first queue on, before it goes on', async () => {
    const log: string[] = [];
    const Composed = hosted(log, (env) =>
      env.queueTask('initializing', () => log.push('composed initializing')),
    );
    const Generator = hosted(log, (env) => {
      env.queueTask('configuring', () => env.composeWith(Composed, {}));
      note(env, log, 'writing');
    });
    await new SmallEnvironment('/').run(Generator, [], {});
    expect(log).to.deep.equal(['composed initializing', 'writing']);
  });

  it('stops at the first task that throws, and rejects with what it threw', async () => {
    const log: string[] = [];
    const fault = new Error('no');
    const Generator = hosted(log, (env) => {
      env.queueTask('writing', () => Promise.reject(fault));
      note(env, log, 'end');
    });
    const thrown = await new SmallEnvironment('/').run(Generator, [], {}).catch((error: unknown) => error);
    expect(thrown).to.equal(fault);
    expect(log).to.deep.equal([]);
  });

  it('takes queues of a generator’s own, before another or at the end', async () => {
    const log: string[] = [];
    const Generator = hosted(log, (env) => {
      env.addPriority('late');
      env.addPriority('early', 'initializing');
      for (const queue of ['late', 'end', 'initializing', 'early']) note(env, log, queue);
    });
    await new SmallEnvironment('/').run(Generator, [], {});
    expect(log).to.deep.equal(['early', 'initializing', 'end', 'late']);
  });
});

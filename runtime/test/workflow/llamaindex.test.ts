import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as core from '@llamaindex/workflow-core';
import { expect } from 'chai';
import { draftOf } from '../../src/workflow/engine/draft.ts';
import { createDrive } from '../../src/workflow/llamaindex/drive.ts';
import type { Move } from '../../src/workflow/engine/moves.ts';
import { ENGINES } from './engines.ts';
import { Play } from './sample-plan.ts';

const run = promisify(execFile);

/** A process in which the package cannot be found, as in a project that did not install it. */
const SCRIPT = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@llamaindex/')) return next(specifier, context);
    throw Object.assign(new Error("Cannot find package '" + specifier + "'"), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});
const { createTestNode } = await import('${import.meta.resolve('../../src/testing/index.ts')}');
const { NodeCheckoutOrchestrator } = await import('${import.meta.resolve('../sample/checkout/node.ts')}');
const told = [];
for (const engine of ['builtin', 'llamaindex']) {
  class Checkout extends NodeCheckoutOrchestrator {
    constructor(container) {
      super(container, engine);
    }
  }
  try {
    await (await createTestNode(Checkout)).stop();
    told.push('started');
  } catch (error) {
    told.push(error.message);
  }
}
console.log(JSON.stringify(told));
`;

describe('the workflow engine on @llamaindex/workflow-core', () => {
  it('is loaded by the nodes that use it, and where it is missing they say in one line what to install', async () => {
    const options = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const { stdout } = await run(process.execPath, [...options, '--input-type=module', '-e', SCRIPT]);
    const [builtin, llamaindex] = JSON.parse(stdout) as string[];
    expect(builtin).to.equal('started');
    expect(llamaindex).to.contain('npm install @llamaindex/workflow-core').and.not.contain('\n');
  });

  it('ends a turn that breaks with its error, where the library itself would hang', async () => {
    const { engine } = ENGINES.find(({ name }) => name === 'llamaindex')!;
    const { plan, turn } = await Play.start(engine, { steps: { a: {} } });
    const fault = new Error('broken in the middle');
    const moves = (function* (): Generator<Move, undefined> {
      yield { kind: 'due', step: plan.steps[0]! };
      throw fault;
    })();
    const drive = createDrive(core);
    const end: unknown = await drive(draftOf(plan, turn.state, 0), moves).catch((error: unknown) => error);
    expect(end).to.equal(fault);
  });

  it('takes up a workflow that the built-in engine began, and the other way round', async () => {
    const [first, second] = ENGINES.map(({ engine }) => engine);
    for (const [from, to] of [
      [first!, second!],
      [second!, first!],
    ] as const) {
      const play = await Play.start(from, { steps: { a: {}, b: { after: ['a'] } } });
      play.engine = to;
      await play.reply('a', { sum: 1 });
      await play.reply('b', { sum: 2 });
      expect(play.last.payload).to.deep.equal({ a: { sum: 1 }, b: { sum: 2 } });
    }
  });

  it('gives turns that are taken at the same time each its own outcome', async () => {
    const { engine } = ENGINES.find(({ name }) => name === 'llamaindex')!;
    const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const code = {
      command: () => ({}),
      completed: async (_: unknown, { id }: { id?: unknown }) => later().then(() => id),
    };
    const plays = await Promise.all(
      Array.from({ length: 20 }, () => Play.start(engine, { steps: { a: { code } } })),
    );
    await Promise.all(plays.map((play, id) => play.reply('a', { id })));
    expect(plays.map(({ last }) => (last.payload as { a: number }).a)).to.deep.equal(
      plays.map((_, id) => id),
    );
  });
});

import { expect } from 'chai';
import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { workflowRows } from '../../../src/workflow/state/state-json.ts';
import { commandIn, replyTo, start } from '../runner-messages.ts';
import { runnerOn } from './support.ts';

/** Characters that the saves of a chain of steps write, and how often its state is read. */
async function costOf(length: number) {
  const store = createMemoryWorkflowStore();
  const cost = { written: 0, most: 0, loads: 0 };
  const counting: WorkflowStore = {
    ...store,
    load: (id, owner) => {
      cost.loads += 1;
      return store.load(id, owner);
    },
    save: (state, changed) => {
      const { head, parts } = workflowRows(state, changed);
      const size = parts.reduce((sum, [name, text]) => sum + name.length + text.length, head.length);
      cost.written += size;
      // The first save writes every step once.
      if (state.version > 1) cost.most = Math.max(cost.most, size);
      return store.save(state, changed);
    },
  };
  const steps = Object.fromEntries(
    Array.from({ length }, (_, index) => [`s${index}`, { after: index === 0 ? [] : [`s${index - 1}`] }]),
  );
  const { runner } = runnerOn(counting, { steps, stop: () => ({}) });
  let outputs = await runner.start(start(), 'run', {});
  for (let index = 0; index < length; index += 1) {
    outputs = await runner.reply(replyTo(commandIn(outputs), `s${index}`, { sum: index }));
  }
  expect(outputs.at(-1)?.topic).to.include('trip-completed');
  await runner.stop();
  return cost;
}

describe('a workflow of many steps', () => {
  it('writes as much for each step, and reads as seldom, as a short one', async () => {
    const [short, long] = [await costOf(20), await costOf(200)];
    expect(long.most).to.be.lessThan(short.most * 1.2);
    expect(long.written).to.be.lessThan(short.written * 10 * 1.2);
    expect(long.loads).to.equal(short.loads);
  });
});

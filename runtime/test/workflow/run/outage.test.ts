import { expect } from 'chai';
import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { start } from '../runner-messages.ts';
import { pass, runnerOn, unavailable } from './support.ts';

const WITH_TIMEOUT = { steps: { a: { extra: ', timeout_ms: 100' } } };
const COUNT = 200;

/** A store whose loads fail while `isDown`, and which counts them. */
function failingStore() {
  const store = createMemoryWorkflowStore();
  const control = { isDown: false, loads: 0 };
  const failing: WorkflowStore = {
    ...store,
    load: async (id, owner) => {
      control.loads += 1;
      return control.isDown ? unavailable() : store.load(id, owner);
    },
  };
  return { control, store: failing };
}

describe('a runner whose store is unavailable when many workflows are due', () => {
  it('logs one line, tries rarely, and goes on with all of them when the store is back', async () => {
    const { control, store } = failingStore();
    const { runner, world, told, outputs } = runnerOn(store, WITH_TIMEOUT, { sweepMs: 1_000 });
    await runner.recover({ resend: false });
    for (let count = 0; count < COUNT; count += 1) await runner.start(start(), 'run', {});
    control.isDown = true;
    control.loads = 0;
    await pass(world, 60_000);
    expect(told.filter((line) => line.includes('unavailable'))).to.have.length(1);
    // At most what was under way at first, and one try after each pause, which grows to half a minute.
    expect(control.loads).to.be.lessThan(30);
    control.isDown = false;
    control.loads = 0;
    await pass(world, 60_000);
    expect(outputs.filter(({ topic }) => topic.includes('trip-failed'))).to.have.length(COUNT);
    expect(told.filter((line) => line.includes('unavailable'))).to.have.length(1);
    // One look at each workflow, and those of the sweeps that came before it was done.
    expect(control.loads).to.be.lessThan(2 * COUNT);
    await runner.stop();
  });

  it('keeps what a bus does not take, and publishes it once the bus is back', async () => {
    let isDown = true;
    const published: string[] = [];
    const sink = () => async (outputs: readonly { readonly topic: string }[]) => {
      if (isDown) unavailable();
      published.push(...outputs.map(({ topic }) => topic));
    };
    const { runner, world, told } = runnerOn(createMemoryWorkflowStore(), WITH_TIMEOUT, { sink });
    for (let count = 0; count < 5; count += 1) await runner.start(start(), 'run', {});
    await pass(world, 10_000);
    expect(told.filter((line) => line.includes('unavailable'))).to.have.length(1);
    isDown = false;
    await pass(world, 60_000);
    expect(published.filter((topic) => topic.includes('trip-failed'))).to.have.length(5);
    await runner.stop();
  });
});

import { expect } from 'chai';
import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { start } from '../runner-messages.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { pass, runnerOn } from './support.ts';

const OWNER = 'node_shop_trip_orchestrator';
const WITH_TIMEOUT = { steps: { a: { extra: ', timeout_ms: 100' } } };
const COUNT = 100;

/** Every call takes a moment, so that two instances meet. */
function slow(store: WorkflowStore, world: World): WorkflowStore {
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      world.after(3, resolve);
    });
  return {
    ...store,
    load: (id, owner) => wait().then(() => store.load(id, owner)),
    save: (state, changed) => wait().then(() => store.save(state, changed)),
  };
}

describe('two instances of an orchestrator on one store', () => {
  it('publish each output of a timeout once, and log nothing of the races', async () => {
    const world = createWorld();
    const memory = createMemoryWorkflowStore();
    const one = runnerOn(slow(memory, world), WITH_TIMEOUT, { world, sweepMs: 50 });
    const other = runnerOn(slow(memory, world), WITH_TIMEOUT, { world, sweepMs: 50 });
    const starting = Array.from({ length: COUNT }, () => one.runner.start(start(), 'run', {}));
    await pass(world, 20);
    await Promise.all(starting);
    const recovering = Promise.all([
      one.runner.recover({ resend: false }),
      other.runner.recover({ resend: false }),
    ]);
    await pass(world, 5_000);
    await recovering;
    const ids = [...one.outputs, ...other.outputs].map(({ envelopeId }) => envelopeId);
    expect(ids).to.have.length(3 * COUNT);
    expect(new Set(ids).size).to.equal(3 * COUNT);
    // Each workflow is told of once: its step may have been done, and nothing undoes it.
    expect([...one.told, ...other.told].filter((line) => !line.includes('remains'))).to.deep.equal([]);
    expect([...one.told, ...other.told]).to.have.length(COUNT);
    expect(await memory.listUnfinished(OWNER)).to.deep.equal([]);
    await Promise.all([one.runner.stop(), other.runner.stop()]);
  });

  it('start at the same time with outputs to publish, and publish them once', async () => {
    const world = createWorld();
    const memory = createMemoryWorkflowStore();
    const closed = runnerOn(memory, WITH_TIMEOUT, { world, sink: () => null });
    await closed.runner.start(start(), 'run', {});
    await pass(world, 200);
    await closed.runner.stop();
    const [one, other] = [1, 2].map(() => runnerOn(slow(memory, world), WITH_TIMEOUT, { world }));
    const recovering = Promise.all([one, other].map((each) => each!.runner.recover({ resend: false })));
    await pass(world, 10_000);
    await recovering;
    const ids = [...one!.outputs, ...other!.outputs].map(({ envelopeId }) => envelopeId);
    expect(ids).to.have.length(3);
    await Promise.all([one, other].map((each) => each!.runner.stop()));
  });

  it('take over what an instance that is gone had saved and not published', async () => {
    const world = createWorld();
    const memory = createMemoryWorkflowStore();
    const never = new Promise<void>(() => {});
    const dead = runnerOn(memory, WITH_TIMEOUT, { world, sink: () => () => never });
    await dead.runner.start(start(), 'run', {});
    await pass(world, 200);
    const living = runnerOn(memory, WITH_TIMEOUT, { world, sweepMs: 1_000 });
    await living.runner.recover({ resend: false });
    expect(living.outputs).to.deep.equal([]);
    await pass(world, 5_000);
    expect(living.outputs.map(({ topic }) => topic)).to.include('onex.evt.shop.trip-failed.v1');
    await living.runner.stop();
  });
});

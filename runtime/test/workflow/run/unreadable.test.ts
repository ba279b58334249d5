import { expect } from 'chai';
import { isContentError } from '../../../src/errors/index.ts';
import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { parseWorkflow } from '../../../src/workflow/state/state-json.ts';
import { commandIn, replyTo, start } from '../runner-messages.ts';
import { pass, runnerOn } from './support.ts';

const OWNER = 'node_shop_trip_orchestrator';
const WITH_TIMEOUT = { steps: { a: { extra: ', timeout_ms: 100' } } };

/** A store in which one workflow was written by a version of the future, until it is repaired. */
async function storeWithUnreadable() {
  const store = createMemoryWorkflowStore();
  const first = runnerOn(store, WITH_TIMEOUT);
  const commands = [];
  for (let count = 0; count < 3; count += 1)
    commands.push(commandIn(await first.runner.start(start(), 'run', {})));
  await first.runner.stop();
  const [, broken] = await store.listUnfinished(OWNER);
  const repaired = { is: false };
  const unreadable: WorkflowStore = {
    ...store,
    load: async (id, owner) =>
      id === broken && !repaired.is ? parseWorkflow(id, '{"schema":99}', []) : store.load(id, owner),
  };
  return { store: unreadable, broken: String(broken), commands, repaired };
}

describe('a stored workflow that cannot be read', () => {
  it('stops no other, and is reported once and listed with its schema', async () => {
    const { store, broken } = await storeWithUnreadable();
    const { runner, world, told, outputs } = runnerOn(store, WITH_TIMEOUT, { sweepMs: 100 });
    expect((await runner.recover({ resend: false })).count).to.equal(2);
    await pass(world, 10_000);
    expect(outputs.filter(({ topic }) => topic.includes('trip-failed'))).to.have.length(2);
    expect(told.filter((line) => line.startsWith(`${broken}/`))).to.have.length(1);
    expect(runner.unreadable).to.have.length(1);
    expect(runner.unreadable[0]).to.include({ workflowId: broken, schema: 99 });
    await runner.stop();
  });

  it('leaves its messages to the dead letters, from where they can be replayed', async () => {
    const { store, commands } = await storeWithUnreadable();
    const { runner } = runnerOn(store, WITH_TIMEOUT);
    const fault: unknown = await runner.reply(replyTo(commands[1], 'a')).catch((error: unknown) => error);
    expect(isContentError(fault)).to.equal(true);
    expect((await runner.reply(replyTo(commands[0], 'a'))).length).to.be.greaterThan(0);
    await runner.stop();
  });

  it('goes on when it is repaired and retried', async () => {
    const { store, broken, repaired } = await storeWithUnreadable();
    const { runner, world, outputs } = runnerOn(store, WITH_TIMEOUT);
    await runner.recover({ resend: false });
    repaired.is = true;
    runner.retry(broken);
    await pass(world, 10_000);
    expect(outputs.filter(({ topic }) => topic.includes('trip-failed'))).to.have.length(3);
    expect(runner.unreadable).to.deep.equal([]);
    await runner.stop();
  });

  it('is gone when it is removed', async () => {
    const { store, broken } = await storeWithUnreadable();
    const { runner } = runnerOn(store, WITH_TIMEOUT);
    await runner.recover({ resend: false });
    await runner.remove(broken);
    expect(runner.unreadable).to.deep.equal([]);
    expect(await store.listUnfinished(OWNER)).to.have.length(2);
    await runner.stop();
  });
});

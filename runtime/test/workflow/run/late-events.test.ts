import { expect } from 'chai';
import type { Output } from '../../../src/node/index.ts';
import { createMemoryWorkflowStore } from '../../../src/workflow/index.ts';
import { start } from '../runner-messages.ts';
import type { PlanOptions } from '../sample-plan.ts';
import { eventOn, pass, runnerOn } from './support.ts';

const COMPLETED = 'onex.evt.shop.a-completed.v1';
const UNDONE: PlanOptions = {
  rules: '{failure_recovery_strategy: compensate}',
  steps: { a: { extra: ', compensation: undo, timeout_ms: 100' } },
};
const commands = (outputs: readonly Output[]): readonly Output[] =>
  outputs.filter(({ kind }) => kind === 'command');

/** Runs a workflow until its step and its undo command have both had no reply, or only until the undo is answered. */
async function givenUp(isUndone: boolean, correlationIds = [start().envelope.correlation_id]) {
  const run = runnerOn(createMemoryWorkflowStore(), UNDONE);
  for (const correlation_id of correlationIds) {
    const message = start();
    await run.runner.start({ ...message, envelope: { ...message.envelope, correlation_id } }, 'run', {});
  }
  await pass(run.world, 150);
  const [correlationId] = correlationIds as [string];
  if (isUndone) {
    await run.runner.reply(eventOn(COMPLETED, { operation: 'undo' }, correlationId));
  } else await pass(run.world, 1000);
  run.outputs.splice(0);
  return { ...run, correlationId };
}

describe('a late reply that names no command', () => {
  it('undoes the step again after its workflow has ended, once', async () => {
    const { runner, correlationId } = await givenUp(true);
    const late = eventOn(COMPLETED, { operation: 'do', sum: 1 }, correlationId);
    const first = commands(await runner.reply(late));
    expect(first.map(({ payload }) => payload)).to.deep.equal([{ id: 'a', attempt: 1 }]);
    expect(first.map(({ operation }) => operation)).to.deep.equal(['undo']);
    expect(commands(await runner.reply(late))).to.deep.equal(first);
    const other = eventOn(COMPLETED, { operation: 'do', sum: 1 }, correlationId);
    expect(await runner.reply(other)).to.deep.equal([]);
    await runner.stop();
  });

  it('undoes a step whose undo was given up', async () => {
    const { runner, correlationId } = await givenUp(false);
    const outputs = await runner.reply(eventOn(COMPLETED, { operation: 'do' }, correlationId));
    expect(commands(outputs)).to.have.length(1);
    await runner.stop();
  });

  it('is not taken for the step where it may be the second answer to its undo command', async () => {
    const { runner, correlationId } = await givenUp(true);
    expect(await runner.reply(eventOn(COMPLETED, {}, correlationId))).to.deep.equal([]);
    expect(await runner.reply(eventOn(COMPLETED, { operation: 'undo' }, correlationId))).to.deep.equal([]);
    await runner.stop();
  });

  it('is taken by one of several workflows that have ended, and the next one by another', async () => {
    const id = '0f0f0f0f-0000-4000-8000-000000000001';
    const { runner } = await givenUp(false, [id, id]);
    const undone: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      const outputs = commands(await runner.reply(eventOn(COMPLETED, { operation: 'do' }, id)));
      undone.push(...outputs.map(({ compensates }) => compensates));
    }
    expect(undone).to.have.length(2);
    expect(new Set(undone).size).to.equal(2);
    await runner.stop();
  });

  it('of a stranger’s correlation or topic changes nothing', async () => {
    const { runner, correlationId } = await givenUp(true);
    const stranger = start().envelope.correlation_id;
    expect(await runner.reply(eventOn(COMPLETED, { operation: 'do' }, stranger))).to.deep.equal([]);
    const topic = 'onex.evt.shop.b-completed.v1';
    expect(await runner.reply(eventOn(topic, { operation: 'do' }, correlationId))).to.deep.equal([]);
    await runner.stop();
  });
});

import { expect } from 'chai';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import type { Message, Output } from '../../../src/node/index.ts';
import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { commandIn, start } from '../runner-messages.ts';
import { planOf, type PlanOptions } from '../sample-plan.ts';
import { eventOn, runnerOn, type TestRunner } from './support.ts';

const COMPLETED = 'onex.evt.shop.risk-completed.v1';
const FAILED = 'onex.evt.shop.risk-failed.v1';
const PARALLEL = '{execution_mode: parallel, max_parallel_branches: 4, max_retries: 1}';

/** Two parallel steps of one node, which tells its operations apart by name. */
const TWO_OPERATIONS: PlanOptions = { rules: PARALLEL, steps: { authorize: {}, score: {} } };

function onOneNode(): TestRunner {
  const plan = planOf(TWO_OPERATIONS);
  const steps = plan.steps.map((step) => ({
    ...step,
    operation: step.id,
    completedTopic: COMPLETED,
    failedTopic: FAILED,
  }));
  const byId = new Map(steps.map((step) => [step.id, step]));
  return runnerOn(createMemoryWorkflowStore(), TWO_OPERATIONS, { plan: { ...plan, steps, byId } });
}

const begun = (outputs: readonly Output[]): readonly string[] =>
  outputs.flatMap(({ topic, payload }) =>
    topic.includes('stage-completed') ? [(payload as { stage: string }).stage] : [],
  );

describe('a reply that names no command as its cause', () => {
  it('completes the step whose operation it names, among parallel steps of one node', async () => {
    const { runner } = onOneNode();
    const message = start();
    await runner.start(message, 'run', {});
    const { correlation_id: id } = message.envelope;
    expect(
      begun(await runner.reply(eventOn(COMPLETED, { operation: 'score', points: 3 }, id))),
    ).to.deep.equal(['score']);
    const end = await runner.reply(eventOn(COMPLETED, { operation: 'authorize', ok: true }, id));
    expect(end.at(-1)?.payload).to.deep.include({ authorize: { ok: true }, score: { points: 3 } });
    await runner.stop();
  });

  it('names its operation in the tags of its envelope as well', async () => {
    const { runner } = onOneNode();
    const message = start();
    await runner.start(message, 'run', {});
    const { correlation_id: correlationId } = message.envelope;
    const envelope = createEnvelope({ points: 3 }, { correlationId, tags: { operation: 'score' } });
    const outputs = await runner.reply({ payload: envelope.payload, envelope, topic: COMPLETED });
    expect(begun(outputs)).to.deep.equal(['score']);
    await runner.stop();
  });

  it('completes none of two steps that it may be meant for', async () => {
    const { runner } = onOneNode();
    const message = start();
    await runner.start(message, 'run', {});
    expect(begun(await runner.reply(eventOn(COMPLETED, {}, message.envelope.correlation_id)))).to.deep.equal(
      [],
    );
    await runner.stop();
  });

  it('is taken by one workflow of its correlation, also when it is a failure, and also when it comes again', async () => {
    const store = createMemoryWorkflowStore();
    const { runner } = runnerOn(store, { rules: '{max_retries: 1}', steps: { a: {} } });
    const correlationId = '0f0f0f0f-0000-4000-8000-000000000001';
    for (let count = 0; count < 2; count += 1) {
      const envelope = createEnvelope({}, { correlationId });
      await runner.start({ ...start(), envelope }, 'run', {});
    }
    const error = { message: 'busy', error_code: 'ONEX_CORE_081_OPERATION_FAILED' };
    const failure = eventOn('onex.evt.shop.a-failed.v1', { error }, correlationId);
    await runner.reply(failure);
    await runner.reply(failure);
    const attempts = await waiting(store);
    expect(attempts).to.deep.equal([false, true]);
    await runner.stop();
  });
});

async function waiting(store: WorkflowStore): Promise<readonly boolean[]> {
  const ids = await store.listUnfinished('node_shop_trip_orchestrator');
  const states = await Promise.all(ids.map((id) => store.load(id, 'node_shop_trip_orchestrator')));
  return states.map((state) => state?.steps['a']?.waiting === true).toSorted();
}

describe('a reply that names its command', () => {
  it('is recognized whatever the case of the id', async () => {
    const { runner } = runnerOn(createMemoryWorkflowStore(), { steps: { a: {} } });
    const command = commandIn(await runner.start(start(), 'run', {}));
    const causationId = String(command?.envelopeId).toUpperCase();
    const message: Message = {
      payload: {},
      envelope: createEnvelope({}, { causationId }),
      topic: 'onex.evt.shop.a-completed.v1',
    };
    expect((await runner.reply(message)).at(-1)?.topic).to.equal('onex.evt.shop.trip-completed.v1');
    await runner.stop();
  });

  it('changes nothing when the command is another workflow engine’s, though the correlation is the same', async () => {
    const { runner } = runnerOn(createMemoryWorkflowStore(), { steps: { a: {} } });
    const message = start();
    await runner.start(message, 'run', {});
    const { correlation_id: correlationId } = message.envelope;
    const causationId = '0f0f0f0f-0000-4000-8000-00000000000f';
    const envelope = createEnvelope({}, { causationId, correlationId });
    expect(
      await runner.reply({ payload: {}, envelope, topic: 'onex.evt.shop.a-completed.v1' }),
    ).to.deep.equal([]);
    await runner.stop();
  });
});

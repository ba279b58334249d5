import { expect } from 'chai';
import { createMemoryWorkflowStore } from '../../../src/workflow/index.ts';
import { commandIn, replyTo, start, TWO_STEPS } from '../runner-messages.ts';
import { eventOn, runnerOn } from './support.ts';

const B_COMPLETED = 'onex.evt.shop.b-completed.v1';

describe('an event that comes before the step that waits for it', () => {
  it('completes the step as soon as it begins, also after a restart', async () => {
    const store = createMemoryWorkflowStore();
    const first = runnerOn(store, TWO_STEPS);
    const message = start();
    const command = commandIn(await first.runner.start(message, 'run', {}));
    await first.runner.reply(eventOn(B_COMPLETED, { early: true }, message.envelope.correlation_id));
    await first.runner.stop();
    const second = runnerOn(store, TWO_STEPS);
    const end = await second.runner.reply(replyTo(command, 'a'));
    expect(end.at(-1)?.payload).to.deep.equal({ a: {}, b: { early: true } });
    await second.runner.stop();
  });

  it('is held once, however often it is delivered', async () => {
    const store = createMemoryWorkflowStore();
    const { runner } = runnerOn(store, TWO_STEPS);
    const message = start();
    await runner.start(message, 'run', {});
    const event = eventOn(B_COMPLETED, { early: true }, message.envelope.correlation_id);
    for (let count = 0; count < 3; count += 1) await runner.reply(event);
    const [id] = await store.listUnfinished('node_shop_trip_orchestrator');
    const state = await store.load(String(id), 'node_shop_trip_orchestrator');
    expect(Object.keys(state?.early ?? {})).to.deep.equal([event.envelope.envelope_id]);
    await runner.stop();
  });

  it('is reported when no step has taken it by the end, or when there is no room for it', async () => {
    const { runner, told } = runnerOn(createMemoryWorkflowStore(), TWO_STEPS);
    const message = start();
    const { correlation_id: id } = message.envelope;
    const command = commandIn(await runner.start(message, 'run', {}));
    for (let count = 0; count < 40; count += 1) await runner.reply(eventOn(B_COMPLETED, { count }, id));
    const dropped = told.filter((line) => line.includes('no step'));
    expect(dropped).to.have.length(8);
    await runner.reply(replyTo(command, 'a'));
    expect(told.filter((line) => line.includes('no step'))).to.have.length(9);
    await runner.stop();
  });

  it('is passed over when no step of the workflow waits for its topic', async () => {
    const store = createMemoryWorkflowStore();
    const { runner } = runnerOn(store, TWO_STEPS);
    const message = start();
    await runner.start(message, 'run', {});
    expect(
      await runner.reply(eventOn('onex.evt.shop.c-completed.v1', {}, message.envelope.correlation_id)),
    ).to.deep.equal([]);
    const [id] = await store.listUnfinished('node_shop_trip_orchestrator');
    expect((await store.load(String(id), 'node_shop_trip_orchestrator'))?.early).to.deep.equal({});
    await runner.stop();
  });
});

import { expect } from 'chai';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { silentLogger } from '../../src/logging/index.ts';
import type { WorkflowEngine } from '../../src/workflow/engine/engine.ts';
import type { WorkflowStore } from '../../src/workflow/index.ts';
import { WorkflowRunner } from '../../src/workflow/run/runner.ts';
import { ENGINES } from './engines.ts';
import { collectingSink, commandIn, OWNER, replyTo, start, TWO_STEPS } from './runner-messages.ts';
import { planOf, type PlanOptions } from './sample-plan.ts';

/** A store of its own for one test, and more connections to the same data where the store can have them. */
export interface StoreUnderTest {
  open(): WorkflowStore;
}

/** What every store must do for the runner, whatever engine it has. */
export function describeRunner(kind: string, under: StoreUnderTest): void {
  for (const { name, engine } of ENGINES) describeWith(engine, `${kind} store, engine ${name}`, under);
}

function describeWith(engine: WorkflowEngine, on: string, under: StoreUnderTest): void {
  describe(`workflow runner on the ${on}`, () => {
    const openStore = (): WorkflowStore => under.open();
    const runnerOn = (store: WorkflowStore, options: PlanOptions, collected = collectingSink()) => ({
      ...collected,
      runner: new WorkflowRunner({
        plan: planOf(options),
        engine,
        store,
        logger: silentLogger,
        sink: () => collected.sink,
      }),
    });
    it('sends awaited commands again after a restart, with the same ids, and goes on from there', async () => {
      const store = openStore();
      const first = runnerOn(store, TWO_STEPS);
      const sent = commandIn(await first.runner.start(start(), 'run', {}));
      await first.runner.stop();

      const second = runnerOn(store, TWO_STEPS);
      expect((await second.runner.recover({ resend: true })).count).to.equal(1);
      expect(second.outputs).to.deep.equal([sent]);
      const next = commandIn(await second.runner.reply(replyTo(sent, 'a', { sum: 1 })));
      expect(next?.topic).to.equal('onex.cmd.shop.b-requested.v1');
      const end = await second.runner.reply(replyTo(next, 'b'));
      expect(end.at(-1)?.payload).to.deep.equal({ a: { sum: 1 }, b: {} });
      await second.runner.stop();

      const third = runnerOn(store, TWO_STEPS);
      expect((await third.runner.recover({ resend: true })).count).to.equal(0);
    });

    it('goes on after a restart under a contract that has gained a step', async () => {
      const store = openStore();
      const first = runnerOn(store, TWO_STEPS);
      const sent = commandIn(await first.runner.start(start(), 'run', {}));
      await first.runner.stop();

      const second = runnerOn(store, { steps: { ...TWO_STEPS.steps, c: { after: ['b'] } } });
      await second.runner.recover({ resend: false });
      const next = commandIn(await second.runner.reply(replyTo(sent, 'a')));
      const last = commandIn(await second.runner.reply(replyTo(next, 'b')));
      expect(last?.topic).to.equal('onex.cmd.shop.c-requested.v1');
      const end = await second.runner.reply(replyTo(last, 'c'));
      expect(end.at(-1)?.payload).to.have.property('c');
      await second.runner.stop();
    });

    it('ends what it cannot go on with after a restart, since the contract has the step no more', async () => {
      const store = openStore();
      const first = runnerOn(store, TWO_STEPS);
      await first.runner.start(start(), 'run', {});
      await first.runner.stop();

      const second = runnerOn(store, { steps: { b: {} } });
      await second.runner.recover({ resend: true });
      const failed = await second.until('trip-failed');
      expect(failed.payload).to.have.nested.property('error.message').that.includes('started a');
      await second.runner.stop();
      expect(second.outputs.filter(({ kind: outputKind }) => outputKind === 'command')).to.deep.equal([]);
      expect(await store.listUnfinished(OWNER)).to.deep.equal([]);
    });

    it('sends nothing again on a bus that keeps it, and goes on with the reply', async () => {
      const store = openStore();
      const first = runnerOn(store, TWO_STEPS);
      const sent = commandIn(await first.runner.start(start(), 'run', {}));
      await first.runner.stop();

      const second = runnerOn(store, TWO_STEPS);
      expect((await second.runner.recover({ resend: false })).count).to.equal(1);
      expect(second.outputs).to.deep.equal([]);
      const next = commandIn(await second.runner.reply(replyTo(sent, 'a')));
      expect(next?.topic).to.equal('onex.cmd.shop.b-requested.v1');
      await second.runner.stop();
    });

    it('takes a reply whose cause is no id by its topic and correlation, whatever the text holds', async () => {
      const { runner } = runnerOn(openStore(), TWO_STEPS);
      const message = start();
      await runner.start(message, 'run', {});
      const { correlation_id: correlationId } = message.envelope;
      const envelope = createEnvelope({}, { causationId: 'a\0b', correlationId });
      const outputs = await runner.reply({
        payload: {},
        envelope,
        topic: 'onex.evt.shop.a-completed.v1',
      });
      expect(commandIn(outputs)?.topic).to.equal('onex.cmd.shop.b-requested.v1');
      await runner.stop();
    });

    it('takes a failure that no store could keep by its message', async () => {
      const { runner } = runnerOn(openStore(), { steps: { a: {} } });
      const sent = commandIn(await runner.start(start(), 'run', {}));
      const context: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
      const error = { message: 'No seat.', error_code: 'ONEX_CORE_081_OPERATION_FAILED', context };
      const message = replyTo(sent, 'a', { error });
      const outputs = await runner.reply({ ...message, topic: 'onex.evt.shop.a-failed.v1' });
      expect(outputs.at(-1)?.payload).to.have.nested.property('error.message', 'No seat.');
      await runner.stop();
    });

    it('handles a step’s time-out by itself, on behalf of the start command', async () => {
      const store = openStore();
      const message = start();
      const { runner, until, causes } = runnerOn(store, { steps: { a: { extra: ', timeout_ms: 20' } } });
      await runner.start(message, 'run', {});
      const failed = await until('trip-failed');
      expect(failed.payload).to.have.nested.property('error.error_code', 'ONEX_CORE_082_TIMEOUT_EXCEEDED');
      expect(causes[0]?.envelope_id).to.equal(message.envelope.envelope_id);
      await runner.stop();
      expect(await store.listUnfinished(OWNER)).to.deep.equal([]);
    });

    it('keeps what a time-out gave out until the bus has taken it', async () => {
      const store = openStore();
      const closed = new WorkflowRunner({
        plan: planOf({ steps: { a: { extra: ', timeout_ms: 5' } } }),
        engine,
        store,
        logger: silentLogger,
        sink: () => null,
      });
      const message = start();
      await closed.start(message, 'run', {});
      const workflowId = (await store.listUnfinished(OWNER))[0] as string;
      for (;;) {
        const { status } = (await store.load(workflowId, OWNER)) ?? {};
        if (status === 'failed') break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await closed.stop();
      const { runner, outputs } = runnerOn(store, { steps: { a: { extra: ', timeout_ms: 5' } } });
      await runner.recover({ resend: true });
      expect(outputs.map(({ topic }) => topic.split('.')[3])).to.deep.equal([
        'trip-stage-failed',
        'trip-workflow-failed',
        'trip-failed',
      ]);
      await runner.stop();
      expect(await store.listUnfinished(OWNER)).to.deep.equal([]);
    });

    it('lets two runners share one store without losing a reply', async () => {
      const store = openStore();
      const options: PlanOptions = {
        rules: '{execution_mode: parallel, max_parallel_branches: 8}',
        steps: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, {}])),
      };
      const runners = [runnerOn(store, options).runner, runnerOn(store, options).runner];
      const commands = (await (runners[0] as WorkflowRunner).start(start(), 'run', {})).filter(
        ({ kind: outputKind }) => outputKind === 'command',
      );
      const turns = await Promise.all(
        commands.map((command, index) => {
          const step = String(command.topic.split('.')[3]).replace('-requested', '');
          return (runners[index % 2] as WorkflowRunner).reply(replyTo(command, step));
        }),
      );
      const topics = turns.flat().map(({ topic }) => topic.split('.')[3]);
      expect(topics.filter((topic) => topic === 'trip-stage-completed')).to.have.length(6);
      expect(topics.filter((topic) => topic === 'trip-completed')).to.have.length(1);
      await Promise.all(runners.map((runner) => runner.stop()));
    });

    it('takes up what a runner that died left overdue', async () => {
      const store = openStore();
      const options = { steps: { a: { extra: ', timeout_ms: 30' } } };
      const collected = collectingSink();
      const plan = planOf(options);
      const sink = (): typeof collected.sink => collected.sink;
      const living = new WorkflowRunner({ plan, engine, store, logger: silentLogger, sink, sweepMs: 10 });
      expect((await living.recover({ resend: true })).count).to.equal(0);
      const dead = runnerOn(store, options).runner;
      await dead.start(start(), 'run', {});
      await dead.stop();
      await collected.until('trip-failed');
      await living.stop();
      expect(await store.listUnfinished(plan.node)).to.deep.equal([]);
    });

    it('forgets, as long as it runs, what ended too long ago', async () => {
      const store = openStore();
      const plan = planOf({ steps: { a: {} } });
      const runner = new WorkflowRunner({
        plan,
        engine,
        store,
        logger: silentLogger,
        sink: () => null,
        sweepMs: 5,
        pruneMs: 10,
        retentionMs: 0,
      });
      await runner.recover({ resend: false });
      for (let round = 0; round < 2; round += 1) {
        const command = commandIn(await runner.start(start(), 'run', {}));
        await runner.reply(replyTo(command, 'a'));
        while ((await store.findByCommand(String(command?.envelopeId), OWNER)) !== null) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      await runner.stop();
    });

    it('sweeps no more when it was stopped while it took up what was left behind', async () => {
      const store = openStore();
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      let sweeps = 0;
      const gated: WorkflowStore = {
        ...store,
        listUnfinished: async (node) => {
          await gate;
          return store.listUnfinished(node);
        },
        listDue: async () => {
          sweeps += 1;
          return [];
        },
      };
      const collected = collectingSink();
      const first = runnerOn(store, TWO_STEPS);
      await first.runner.start(start(), 'run', {});
      await first.runner.stop();
      const runner = new WorkflowRunner({
        plan: planOf(TWO_STEPS),
        engine,
        store: gated,
        logger: silentLogger,
        sink: () => collected.sink,
        sweepMs: 1,
      });
      const recovering = runner.recover({ resend: true });
      await runner.stop();
      open();
      await recovering;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(sweeps).to.equal(0);
      expect(collected.outputs).to.deep.equal([]);
    });

    it('forgets finished workflows when told, and no others', async () => {
      const store = openStore();
      const { runner } = runnerOn(store, { steps: { a: {} } });
      const done = commandIn(await runner.start(start(), 'run', {}));
      const waiting = commandIn(await runner.start(start(), 'run', {}));
      await runner.reply(replyTo(done, 'a'));
      await store.prune(OWNER, Date.now() + 1);
      expect(await store.findByCommand(String(done?.envelopeId), OWNER)).to.equal(null);
      expect(await store.findByCommand(String(waiting?.envelopeId), OWNER)).to.be.a('string');
      await runner.stop();
    });
  });
}

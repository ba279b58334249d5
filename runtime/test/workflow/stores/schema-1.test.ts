import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Output } from '../../../src/node/index.ts';
import { createMemoryWorkflowStore, openSqliteWorkflowStore } from '../../../src/workflow/index.ts';
import { parseState } from '../../../src/workflow/state/state-json.ts';
import type { PlanOptions } from '../sample-plan.ts';
import { replyTo } from '../runner-messages.ts';
import { pass, runnerOn } from '../run/support.ts';
import { NODE, ownTimeout, replied, schema1, STARTED, UNTOUCHED_1, writeFormerFile } from './schema-1.ts';
import type { Schema1 } from './schema-1.ts';

const OWNER = `local/shop/${NODE}`;
const undo = ', compensation: undo, timeout_ms: 100';
const PLAN: PlanOptions = {
  rules: '{failure_recovery_strategy: compensate, max_retries: 2}',
  steps: { a: { extra: undo }, b: { after: ['a'], extra: undo } },
};
const NOW = STARTED + 1000;
const completed = { ...UNTOUCHED_1, status: 'completed', attempt: 1, result: { sum: 1 } };

describe('workflows that runtime 0.1 stored', () => {
  let stateDir: string;
  let close = (): void => {};
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-schema-1-'));
  });
  afterEach(() => {
    close();
    rmSync(stateDir, { recursive: true });
  });

  const continueWith = (states: readonly Schema1[], plan = PLAN) => {
    writeFormerFile(stateDir, 'trip', states);
    const store = openSqliteWorkflowStore(stateDir, 'trip');
    close = () => store.dispose();
    const run = runnerOn(store, plan, { owner: OWNER });
    const commands = (): readonly Output[] => run.outputs.filter(({ kind }) => kind === 'command');
    return { ...run, store, commands };
  };

  it('take the reply to a command of before, and complete', async () => {
    const { state, send } = schema1();
    const command = send('a', 1);
    state.steps['a'] = { ...UNTOUCHED_1, status: 'running', attempt: 1, dueAt: NOW + 50, command };
    const { runner, store } = continueWith([state]);
    expect((await runner.recover({ resend: false })).count).to.equal(1);
    const [, b] = await runner
      .reply(replyTo(command as never, 'a', { sum: 1 }))
      .then((outputs) => [outputs, outputs.find(({ kind }) => kind === 'command')] as const);
    expect(b?.topic).to.equal('onex.cmd.shop.b-requested.v1');
    const end = await runner.reply(replyTo(b, 'b', { sum: 2 }));
    expect(end.at(-1)?.payload).to.deep.equal({ a: { sum: 1 }, b: { sum: 2 } });
    expect(await store.load(state.workflowId, OWNER)).to.include({ schema: 2, status: 'completed' });
    await runner.stop();
  });

  it('answer their start command again as before, and start no second workflow', async () => {
    const { state } = schema1({ status: 'completed', finishedAt: NOW });
    const answer = { kind: 'event', topic: 'onex.evt.shop.trip-completed.v1', payload: { operation: 'run' } };
    state.answers[state.start.envelope_id] = [answer];
    const { runner, store } = continueWith([state]);
    const message = { payload: {}, envelope: state.start, topic: 'onex.cmd.shop.trip-requested.v1' };
    expect(await runner.start(message, 'run', {})).to.deep.equal([answer]);
    expect(await store.listUnfinished(OWNER)).to.deep.equal([]);
    await runner.stop();
  });

  it('send the command of a timeout again, and a new one after a failed reply', async () => {
    const late = schema1();
    const first = late.send('a', 1);
    const waiting = { ...UNTOUCHED_1, status: 'running', attempt: 1, waiting: true, dueAt: NOW + 5 };
    late.state.steps['a'] = { ...waiting, command: first, error: ownTimeout('a'), unanswered: true };
    const failed = schema1();
    const answered = failed.send('a', 1);
    failed.state.steps['a'] = { ...waiting, command: answered, error: replied() };
    const { runner, world, commands } = continueWith([late.state, failed.state]);
    await runner.recover({ resend: false });
    await pass(world, 20);
    expect(commands()).to.have.length(2);
    expect(commands()).to.deep.include(first);
    expect(commands().map(({ envelopeId }) => envelopeId)).to.not.include(answered.envelopeId);
    await runner.stop();
  });

  it('keep fractions of milliseconds out of the store', async () => {
    const { state, send } = schema1();
    const command = send('a', 1);
    state.steps['a'] = { ...UNTOUCHED_1, status: 'running', attempt: 1, dueAt: NOW + 50.5, command };
    const { runner, told, store, world } = continueWith([state]);
    await runner.recover({ resend: false });
    await pass(world, 5);
    await runner.stop();
    expect(told).to.deep.equal([]);
    expect(await store.load(state.workflowId, OWNER)).to.include({ dueAt: NOW + 51 });
  });

  it('undo what may have been done, last step first, and fail once', async () => {
    const { state, send } = schema1({ status: 'compensating', error: ownTimeout('b'), completed: ['a'] });
    const command = send('b', 3, true);
    state.steps['a'] = completed;
    state.steps['b'] = {
      ...UNTOUCHED_1,
      status: 'compensating',
      attempt: 1,
      dueAt: NOW + 50,
      command,
      error: ownTimeout('b'),
      unanswered: true,
    };
    const { runner, store } = continueWith([state]);
    await runner.recover({ resend: false });
    const outputs = await runner.reply(replyTo(command as never, 'b'));
    const undoA = outputs.find(({ kind }) => kind === 'command');
    expect(undoA?.payload).to.include({ id: 'a' });
    expect(undoA).to.include({ operation: 'undo' });
    const end = await runner.reply(replyTo(undoA, 'a'));
    expect(end.map(({ topic }) => topic).filter((topic) => topic.includes('trip-failed'))).to.have.length(1);
    const { steps } = (await store.load(state.workflowId, OWNER))!;
    expect([steps['a']?.status, steps['b']?.status]).to.deep.equal(['compensated', 'compensated']);
    await runner.stop();
  });

  it('undo a step that succeeds after its workflow failed, and answer no second time', async () => {
    const { state, send } = schema1({ status: 'failed', finishedAt: NOW, error: ownTimeout('a') });
    const command = send('a', 1);
    state.steps['a'] = { ...UNTOUCHED_1, status: 'failed', attempt: 1, error: ownTimeout('a') };
    const { runner } = continueWith([state]);
    const outputs = await runner.reply(replyTo(command as never, 'a', { sum: 1 }));
    const [undoA, ...others] = outputs;
    expect(undoA).to.include({ operation: 'undo' });
    expect(others).to.deep.equal([]);
    const end = await runner.reply(replyTo(undoA, 'a'));
    expect(end.map(({ topic }) => topic)).to.not.include('onex.evt.shop.trip-failed.v1');
    await runner.stop();
  });

  it('end where runtime 0.1 left a step pending although nothing was due', async () => {
    const { state } = schema1();
    state.steps['a'] = { ...UNTOUCHED_1, status: 'blocked' };
    const { runner, world, store } = continueWith([state], {
      ...PLAN,
      rules: '{failure_recovery_strategy: continue}',
    });
    await runner.recover({ resend: false });
    await pass(world, 20);
    expect(await store.listUnfinished(OWNER)).to.deep.equal([]);
    await runner.stop();
  });

  it('have the effects that their steps may have had', () => {
    const effects = (step: object, more: object = {}): unknown => {
      const { state } = schema1({ status: 'failed', finishedAt: NOW, deadline: NOW + 9, ...more });
      state.steps['a'] = { ...UNTOUCHED_1, ...step };
      const read = parseState(JSON.stringify(state));
      expect(read.dueAt).to.equal(null);
      return read.steps['a']?.effect;
    };
    const tried = { attempt: 1, status: 'failed' };
    expect(effects({})).to.equal('none');
    expect(effects({ ...tried, error: replied() })).to.equal('none');
    expect(effects({ ...tried, error: replied('TIMEOUT_EXCEEDED') })).to.equal('doubtful');
    expect(effects({ ...tried, error: replied(), unanswered: true })).to.equal('doubtful');
    expect(effects({ ...tried, status: 'blocked' })).to.equal('sent');
    expect(effects({ ...tried, status: 'blocked', error: replied() })).to.equal('none');
    expect(effects({ ...tried, status: 'uncompensated', error: replied() })).to.equal('doubtful');
    expect(effects(completed, { completed: ['a'] })).to.equal('done');
  });

  it('are written as the present schema by every store', async () => {
    const { state } = schema1({ completed: ['a'] });
    state.steps['a'] = completed;
    const read = { ...parseState(JSON.stringify(state)), owner: OWNER, version: 1 };
    const sqlite = openSqliteWorkflowStore(stateDir, 'other');
    close = () => sqlite.dispose();
    for (const store of [createMemoryWorkflowStore(), sqlite]) {
      expect(await store.save(read, new Set())).to.equal(true);
      expect(await store.load(state.workflowId, OWNER)).to.deep.equal({ ...read, schema: 2 });
    }
  });
});

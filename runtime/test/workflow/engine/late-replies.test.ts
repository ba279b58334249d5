import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import type { Step } from '../../../src/workflow/index.ts';
import { ENGINES } from '../engines.ts';
import { Play } from '../sample-plan.ts';

const RULES = '{failure_recovery_strategy: compensate}';
const undo = (code?: Step) => ({ extra: ', compensation: undo, timeout_ms: 100', ...(code && { code }) });

for (const { name, engine } of ENGINES) {
  describe(`a step that is done after it was given up, engine ${name}`, () => {
    const commandId = (play: Play): string =>
      Object.entries(play.turn.state.commands).find(([, { undo: isUndo }]) => !isUndo)![0];
    const succeedLate = async (play: Play, fields: object = {}): Promise<boolean> => {
      const reply = { commandId: commandId(play), error: null, fields: fields as Record<string, unknown> };
      const turn = await engine.takeReply(play.plan, play.turn.state, reply, play.now);
      if (turn !== null) play.turn = turn;
      return turn !== null;
    };
    const undoCommand = (play: Play) =>
      play.turn.outputs.find(({ compensates }) => compensates !== undefined);

    it('is undone although its workflow has ended, with its result, and the workflow answers no second time', async () => {
      const seen: unknown[] = [];
      const code: Step = {
        command: () => ({}),
        compensate: ({ results }) => ({ seen: seen.push(results['a']) }),
      };
      const play = await Play.start(engine, { rules: RULES, steps: { a: undo(code) } });
      await play.pass(100);
      const first = undoCommand(play);
      await play.reply('a', {});
      expect(play.turn.state.status).to.equal('failed');

      expect(await succeedLate(play, { payment: 7 })).to.equal(true);
      expect(seen).to.deep.equal([undefined, { payment: 7 }]);
      const second = undoCommand(play);
      expect(second?.compensates).to.equal(first?.compensates);
      expect(second?.idempotencyKey).to.not.equal(first?.idempotencyKey);
      expect(play.turn.state.status).to.equal('compensating');
      await play.reply('a', {});
      expect(play.turn.state.status).to.equal('failed');
      expect(play.turn.outputs).to.deep.equal([]);
    });

    it('is undone once more while it is being undone, and the answer to the first undo command says nothing', async () => {
      const play = await Play.start(engine, { rules: RULES, steps: { a: undo() } });
      await play.pass(100);
      const first = undoCommand(play);
      await succeedLate(play);
      const reply = { commandId: String(first?.envelopeId), error: null, fields: {} };
      expect(await engine.takeReply(play.plan, play.turn.state, reply, play.now)).to.equal(null);
      expect(play.statuses).to.deep.equal({ a: 'compensating' });
    });

    it('is not undone again by a second delivery of the same reply', async () => {
      const play = await Play.start(engine, { rules: RULES, steps: { a: undo() } });
      await play.pass(100);
      await play.reply('a', {});
      await succeedLate(play);
      await play.reply('a', {});
      expect(await succeedLate(play)).to.equal(false);
      expect(play.statuses).to.deep.equal({ a: 'compensated' });
    });

    it('is undone when its node gave up on its handler, which may have finished since', async () => {
      const play = await Play.start(engine, { rules: RULES, steps: { a: undo() } });
      const error = new OnexError('TIMEOUT_EXCEEDED', 'The handler took too long.').toJSON();
      const reply = { commandId: commandId(play), error, fields: {} };
      play.turn = (await engine.takeReply(play.plan, play.turn.state, reply, play.now))!;
      expect(undoCommand(play)).to.not.equal(undefined);
    });

    it('is told, and left as it is, where the contract undoes nothing', async () => {
      for (const recovery of ['fail_fast', 'continue']) {
        const play = await Play.start(engine, {
          rules: `{failure_recovery_strategy: ${recovery}}`,
          steps: { a: undo() },
        });
        await play.pass(100);
        await succeedLate(play);
        expect(play.turn.reports, recovery).to.deep.equal([{ kind: 'kept', step: 'a', isDoubtful: false }]);
        const [event] = play.turn.outputs;
        expect(event?.topic).to.equal('onex.evt.shop.trip-stage-failed.v1');
        expect(event?.payload).to.have.nested.property('error.context.effect', 'remains');
      }
    });
  });

  describe(`a step whose reply cannot be used, engine ${name}`, () => {
    it('is undone, since its effect was done', async () => {
      const completed = (): never => {
        throw new Error('the reply lacks a field');
      };
      const play = await Play.start(engine, {
        rules: '{failure_recovery_strategy: compensate, execution_mode: parallel, max_parallel_branches: 2}',
        steps: { a: undo(), b: undo({ command: () => ({}), completed }) },
      });
      await play.reply('a', {});
      await play.reply('b', {});
      expect(play.statuses).to.deep.equal({ a: 'completed', b: 'compensating' });
      await play.reply('b', {});
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated', b: 'compensated' });
    });
  });

  describe(`a step that cannot be undone, engine ${name}`, () => {
    const uncompensated = async (): Promise<Play> => {
      const compensate = ({ results }: { results: Readonly<Record<string, unknown>> }) => {
        const { id } = results['a'] as { id: string };
        return { id };
      };
      const play = await Play.start(engine, {
        rules: RULES,
        steps: { a: undo({ command: () => ({}), compensate }) },
      });
      await play.pass(100);
      return play;
    };

    it('is reported, told as an event, and listed, when its compensate throws', async () => {
      const play = await uncompensated();
      expect(play.statuses).to.deep.equal({ a: 'uncompensated' });
      expect(play.turn.state.uncompensated).to.deep.equal(['a']);
      expect(play.turn.reports.map(({ kind }) => kind)).to.include('uncompensated');
      const event = play.turn.outputs.findLast(({ topic }) => topic.includes('stage-failed'));
      expect(event?.payload).to.have.nested.property('error.context.uncompensated', true);
      expect(event?.payload).to.have.nested.property('error.message').that.includes('id');
      expect(play.last.payload).to.have.deep.nested.property('error.context.uncompensated', ['a']);
    });

    it('is undone when an operator retries it, or its late reply has come', async () => {
      const play = await uncompensated();
      expect(await engine.retryUndo(play.plan, play.turn.state, play.now)).to.not.equal(null);
      expect(play.statuses).to.deep.equal({ a: 'uncompensated' });
      await succeed(play);
      expect(play.statuses).to.deep.equal({ a: 'compensating' });
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated' });
      expect(play.turn.state.uncompensated).to.deep.equal([]);
      expect(play.turn.reports).to.deep.equal([{ kind: 'compensated', step: 'a' }]);
      expect(await engine.retryUndo(play.plan, play.turn.state, play.now)).to.equal(null);
    });

    const succeed = async (play: Play): Promise<void> => {
      const [id] = Object.keys(play.turn.state.commands);
      const reply = { commandId: String(id), error: null, fields: { id: 'p-1' } };
      play.turn = (await engine.takeReply(play.plan, play.turn.state, reply, play.now))!;
    };
  });
}

import { expect } from 'chai';
import { ENGINES } from '../engines.ts';
import { Play, planOf, type PlanOptions } from '../sample-plan.ts';

for (const { name, engine } of ENGINES) {
  describe(`a contract that changed under the workflow engine ${name}`, () => {
    const start = (options: PlanOptions, input?: unknown): Promise<Play> =>
      Play.start(engine, options, input);

    it('goes on under a contract that has gained steps', async () => {
      const play = await start({ steps: { a: {}, b: { after: ['a'] } } });
      play.plan = planOf({ steps: { first: {}, a: {}, b: { after: ['a'] }, c: { after: ['b'] } } });
      for (const step of ['a', 'first', 'b', 'c']) await play.reply(step, { of: step });
      expect(play.last.payload).to.deep.include({ c: { of: 'c' }, first: { of: 'first' } });
      expect(play.turn.state.status).to.equal('completed');
    });

    it('starts no gained step in a workflow that is being undone', async () => {
      const rules = '{failure_recovery_strategy: compensate}';
      const undo = { extra: ', compensation: undo' };
      const play = await start({ rules, steps: { a: undo, b: { after: ['a'] } } });
      await play.reply('a', {});
      await play.reply('b', new Error('no'));
      play.plan = planOf({ rules, steps: { a: undo, b: { after: ['a'] }, c: {} } });
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated', b: 'failed', c: 'blocked' });
      expect(play.told.at(-1)).to.equal('trip-failed');
    });

    it('fails a workflow that has begun a step which the contract has no more, and says so', async () => {
      const play = await start({ steps: { a: {}, b: { after: ['a'] } } });
      await play.reply('a', {});
      play.plan = planOf({ steps: { a: {}, c: { after: ['a'] } } });
      expect(await play.pass(0)).to.equal(true);
      expect(play.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
      expect(play.last.payload).to.have.nested.property('error.message').that.includes('started b');
      expect(play.last.payload).to.have.deep.nested.property('error.context.steps', ['b']);
      expect(await play.pass(1)).to.equal(false);
    });

    it('undoes what it still can when a step is gone, after what still runs has ended', async () => {
      const undo = { extra: ', compensation: undo' };
      const rules =
        '{execution_mode: parallel, max_parallel_branches: 3, failure_recovery_strategy: compensate}';
      const play = await start({ rules, steps: { a: undo, b: undo, c: undo } });
      await play.reply('a', {});
      await play.reply('b', {});
      play.plan = planOf({ rules, steps: { a: undo, c: undo } });
      await play.pass(0);
      expect(play.statuses).to.deep.equal({ a: 'completed', b: 'uncompensated', c: 'running' });
      await play.reply('c', {});
      await play.reply('c', {});
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated', b: 'uncompensated', c: 'compensated' });
      expect(play.last.payload).to.have.deep.nested.property('error.context.uncompensated', ['b']);
      expect(await play.pass(1)).to.equal(false);
    });

    it('goes on without a step that is gone before it began', async () => {
      const play = await start({ steps: { a: {}, b: { after: ['a'] } } });
      play.plan = planOf({ steps: { a: {} } });
      expect(await play.pass(1)).to.equal(false);
      await play.reply('a', { done: true });
      expect(play.last.payload).to.deep.equal({ a: { done: true } });
    });
  });
}

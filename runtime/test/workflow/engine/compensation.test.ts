import { expect } from 'chai';
import { ENGINES } from '../engines.ts';
import { Play, type PlanOptions } from '../sample-plan.ts';

for (const { name, engine } of ENGINES) {
  describe(`compensation by the workflow engine ${name}`, () => {
    const start = (options: PlanOptions, input?: unknown): Promise<Play> =>
      Play.start(engine, options, input);

    it('compensates in reverse order of completion, after what still runs has ended', async () => {
      const undo = ', compensation: undo';
      const play = await start({
        rules: '{execution_mode: parallel, max_parallel_branches: 3, failure_recovery_strategy: compensate}',
        steps: { a: { extra: undo }, b: { extra: undo }, c: { extra: undo }, d: { after: ['a'] } },
      });
      await play.reply('b', { b: 1 });
      await play.reply('a', { a: 1 });
      await play.reply('d', new Error('no'));
      expect(play.turn.state.status).to.equal('compensating');
      expect(play.told.at(-1)).to.equal('stage-failed d');
      await play.reply('c', { c: 1 });
      expect(play.told.at(-1)).to.equal('c-requested:undo');
      await play.reply('c', {});
      expect(play.told.at(-1)).to.equal('a-requested:undo');
      await play.reply('a', {});
      await play.reply('b', {});
      expect(play.statuses).to.deep.equal({
        a: 'compensated',
        b: 'compensated',
        c: 'compensated',
        d: 'failed',
      });
      expect(play.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
      expect(play.last.payload).to.have.nested.property('error.message', 'no');
    });

    it('undoes a step that never answered, since it may have been done, before what it came after', async () => {
      const undo = ', compensation: undo';
      const contexts: unknown[] = [];
      const play = await start({
        rules: '{failure_recovery_strategy: compensate}',
        steps: {
          a: { extra: undo },
          b: {
            after: ['a'],
            extra: `${undo}, timeout_ms: 100`,
            code: {
              command: () => ({ id: 'b' }),
              compensate: ({ results }) => {
                contexts.push(results);
                return { id: 'b' };
              },
            },
          },
        },
      });
      await play.reply('a', { a: 1 });
      await play.pass(100);
      expect(play.told.slice(-2)).to.deep.equal(['stage-failed b', 'b-requested:undo']);
      expect(contexts).to.deep.equal([{ a: { a: 1 } }]);
      await play.reply('b', {});
      expect(play.told.at(-1)).to.equal('a-requested:undo');
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated', b: 'compensated' });
      expect(play.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
    });

    it('undoes a step whose first attempt never answered, whatever the last one said', async () => {
      const play = await start({
        rules: '{failure_recovery_strategy: compensate, max_retries: 1}',
        steps: { a: { extra: ', compensation: undo, timeout_ms: 100' } },
      });
      await play.pass(100);
      await play.pass(10);
      await play.reply('a', new Error('no'));
      expect(play.told.at(-1)).to.equal('a-requested:undo');
    });

    it('ends at last when a step without a time-out never answers, even while it undoes', async () => {
      const play = await start({
        rules: '{failure_recovery_strategy: compensate, timeout_ms: 500}',
        steps: { a: { extra: ', compensation: undo' }, b: { after: ['a'] } },
      });
      await play.reply('a', {});
      await play.pass(500);
      expect(play.turn.state.status).to.equal('compensating');
      await play.pass(499);
      expect(play.statuses).to.deep.equal({ a: 'completed', b: 'running' });
      await play.pass(1);
      expect(play.told.slice(-2)).to.deep.equal(['stage-failed b', 'a-requested:undo']);
      await play.pass(500);
      expect(play.statuses).to.deep.equal({ a: 'uncompensated', b: 'failed' });
      expect(play.last.payload).to.have.nested.property('error.message').that.includes('500 ms');
      expect(await play.pass(10_000)).to.equal(false);
    });

    it('does not wait beyond its time-out for what was running when another step failed', async () => {
      const play = await start({
        rules:
          '{execution_mode: parallel, max_parallel_branches: 2, failure_recovery_strategy: compensate, ' +
          'timeout_ms: 500}',
        steps: { a: {}, b: {} },
      });
      await play.reply('a', new Error('no'));
      await play.pass(500);
      await play.pass(500);
      expect(play.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
      expect(play.last.payload).to.have.nested.property('error.message', 'no');
    });

    it('goes on undoing when one step cannot be undone, and says which', async () => {
      const undo = ', compensation: undo';
      const play = await start({
        rules: '{failure_recovery_strategy: compensate}',
        steps: { a: { extra: undo }, b: { after: ['a'], extra: undo }, c: { after: ['b'] } },
      });
      await play.reply('a', {});
      await play.reply('b', {});
      await play.reply('c', new Error('no'));
      await play.reply('b', new Error('cannot'));
      await play.reply('a', {});
      expect(play.statuses).to.deep.equal({ a: 'compensated', b: 'uncompensated', c: 'failed' });
      expect(play.last.payload).to.have.deep.nested.property('error.context.uncompensated', ['b']);
    });
  });
}

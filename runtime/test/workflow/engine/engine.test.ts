import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import type { Step } from '../../../src/workflow/index.ts';
import { ENGINES } from '../engines.ts';
import { Play, type PlanOptions } from '../sample-plan.ts';

const PARALLEL = '{execution_mode: parallel, max_parallel_branches: 2}';

for (const { name, engine } of ENGINES) {
  describe(`workflow engine ${name}`, () => {
    const start = (options: PlanOptions, input?: unknown): Promise<Play> =>
      Play.start(engine, options, input);

    it('sends one command after the other, and tells every stage', async () => {
      const play = await start({ steps: { a: {}, b: { after: ['a'] } } });
      await play.reply('a', { sum: 1 });
      await play.reply('b', { sum: 2 });
      expect(play.told).to.deep.equal([
        'workflow-started',
        'stage-started a',
        'a-requested:do',
        'stage-completed a',
        'stage-started b',
        'b-requested:do',
        'stage-completed b',
        'workflow-completed',
        'trip-completed',
      ]);
      expect(play.last.payload).to.deep.equal({ a: { sum: 1 }, b: { sum: 2 } });
      expect(play.last.causationId).to.equal(play.turn.state.start.envelope_id);
    });

    it('runs branches at once, up to as many as the contract says, and waits for dependencies', async () => {
      const play = await start({
        rules: PARALLEL,
        steps: { a: {}, b: {}, c: {}, d: { after: ['a', 'c'] } },
      });
      expect(play.statuses).to.deep.equal({ a: 'running', b: 'running', c: 'pending', d: 'pending' });
      await play.reply('b', {});
      expect(play.statuses).to.include({ a: 'running', c: 'running', d: 'pending' });
      await play.reply('c', {});
      expect(play.statuses).to.include({ d: 'pending' });
      await play.reply('a', {});
      expect(play.statuses).to.include({ d: 'running' });
    });

    it('gives workflow events their fields and numbers stages in the contract’s order', async () => {
      const play = await start({ steps: { a: {}, b: { after: ['a'] } } });
      play.now += 30;
      await play.reply('a', {});
      const { payload, topic } = play.turn.outputs[0] as { payload: Record<string, unknown>; topic: string };
      expect(topic).to.equal('onex.evt.shop.trip-stage-completed.v1');
      expect(payload).to.deep.equal({
        workflow_id: play.turn.state.workflowId,
        workflow_name: 'trip',
        correlation_id: play.turn.state.start.correlation_id,
        stage: 'a',
        stage_index: 0,
        stages_total: 2,
        duration_ms: 30,
        timestamp: new Date(play.now).toISOString(),
      });
    });

    it('fails fast: nothing is started any more, and a step that is done late is told', async () => {
      const play = await start({ rules: PARALLEL, steps: { a: {}, b: {}, c: { after: ['a'] } } });
      await play.reply('a', new Error('no seat'));
      expect(play.told.slice(-3)).to.deep.equal(['stage-failed a', 'workflow-failed', 'trip-failed']);
      expect(play.last.payload).to.have.nested.property('error.message', 'no seat');
      expect(play.statuses).to.deep.equal({ a: 'failed', b: 'blocked', c: 'blocked' });
      const before = play.told.length;
      await play.reply('b', {});
      expect(play.told.slice(before)).to.deep.equal(['stage-failed b']);
      expect(play.turn.state.status).to.equal('failed');
      expect(play.turn.reports).to.deep.equal([{ kind: 'kept', step: 'b', isDoubtful: false }]);
    });

    it('tries a step again after a pause, with a new command id, and takes the first success of any attempt', async () => {
      const play = await start({ rules: '{max_retries: 2}', steps: { a: {} } });
      await play.reply('a', new Error('busy'));
      expect(await play.pass(9)).to.equal(false);
      expect(await play.pass(1)).to.equal(true);
      await play.reply('a', new Error('busy'));
      await play.pass(15);
      expect(play.told.filter((name) => name === 'a-requested:do')).to.have.length(3);
      expect(play.told.filter((name) => name === 'stage-started a')).to.have.length(1);
      expect(Object.keys(play.turn.state.commands)).to.have.length(3);
      expect(await play.reply('a', new Error('late failure'), 1)).to.equal(false);
      await play.reply('a', { late: 'success' }, 1);
      expect(play.last.payload).to.deep.equal({ a: { late: 'success' } });
    });

    it('gives a step up when no reply comes in time', async () => {
      const play = await start({ steps: { a: { extra: ', timeout_ms: 100' } } });
      expect(await play.pass(99)).to.equal(false);
      await play.pass(1);
      expect(play.last.payload).to.have.nested.property('error.error_code', 'ONEX_CORE_082_TIMEOUT_EXCEEDED');
      expect(play.turn.state.status).to.equal('failed');
    });

    it('gives a workflow up at its own time-out', async () => {
      const play = await start({ rules: '{timeout_ms: 500}', steps: { a: {} } });
      await play.pass(500);
      expect(play.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
      expect(play.last.payload).to.have.nested.property('error.message').that.includes('500 ms');
    });

    it('continues past a failed step, without what depends on it', async () => {
      const play = await start({
        rules: '{execution_mode: parallel, max_parallel_branches: 2, failure_recovery_strategy: continue}',
        steps: { a: {}, b: {}, c: { after: ['a'] }, d: { after: ['c'] } },
        stop: ({ results, errors }) => ({ done: Object.keys(results), failed: Object.keys(errors) }),
      });
      await play.reply('a', new Error('no'));
      expect(play.statuses).to.deep.equal({ a: 'failed', b: 'running', c: 'blocked', d: 'blocked' });
      await play.reply('b', {});
      expect(play.last.payload).to.deep.equal({ done: ['b'], failed: ['a'] });
    });

    it('does local steps itself, skips what `when` refuses, and shows later steps the results', async () => {
      const play = await start({
        steps: {
          a: { code: { run: () => 20 } },
          b: { after: ['a'], code: { command: () => ({}), when: () => false } },
          c: { after: ['b'], code: { run: ({ results }) => Number(results['a']) + 1 } },
        },
      });
      expect(play.statuses).to.deep.equal({ a: 'completed', b: 'skipped', c: 'completed' });
      expect(play.last.payload).to.deep.equal({ a: 20, c: 21 });
    });

    it('fails a step whose code throws, and a workflow whose result is refused', async () => {
      const thrown = await start({
        rules: '{max_retries: 5}',
        steps: {
          a: {
            code: {
              command: () => {
                throw new Error('no address');
              },
            },
          },
        },
      });
      expect(thrown.last.payload).to.have.nested.property('error.message', 'no address');
      const refused = await start({
        steps: { a: { code: { run: () => 1 } } },
        stop: () => {
          throw new Error('no sum');
        },
      });
      expect(refused.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
      expect(refused.last.payload).to.have.nested.property('error.message', 'no sum');
    });

    it('fails a step, or the workflow, over what no store could keep', async () => {
      const unfit: Step[] = [
        { run: () => 1n },
        { command: () => ({ sum: 1n }) },
        {
          run: () => {
            throw new OnexError('OPERATION_FAILED', 'JSON or not', { context: { sum: 1n } });
          },
        },
      ];
      for (const code of unfit) {
        const play = await start({ steps: { a: { code } } });
        expect(play.statuses).to.deep.equal({ a: 'failed' });
        expect(play.last.payload).to.have.nested.property('error.message').that.includes('JSON');
        expect(() => JSON.stringify(play.turn)).not.to.throw();
      }
      const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
      const replied = await start({ steps: { a: {} } });
      await replied.reply('a', { deep });
      expect(replied.statuses).to.deep.equal({ a: 'failed' });
      const ended = await start({ steps: { a: { code: { run: () => 1 } } }, stop: () => ({ sum: 1n }) });
      expect(ended.told.slice(-2)).to.deep.equal(['workflow-failed', 'trip-failed']);
    });

    it('cannot be changed by a step’s code behind its back', async () => {
      const play = await start(
        {
          steps: {
            a: {
              code: {
                run: ({ start }) => {
                  (start.input as { seats: number }).seats = 99;
                },
              },
            },
          },
        },
        { seats: 1 },
      );
      expect(play.statuses).to.deep.equal({ a: 'failed' });
      expect(play.turn.state.input).to.deep.equal({ seats: 1 });
    });

    it('is not made when a step has neither a command nor code of its own, or both', async () => {
      for (const code of [{}, { command: () => ({}), run: () => 1 }]) {
        const failure = await start({ steps: { a: { code } } }).catch((error: unknown) => error as Error);
        expect((failure as Error).message).to.include('step a needs either');
      }
    });
  });
}

import { expect } from 'chai';
import { step, type Step } from '../../../src/workflow/index.ts';
import { ENGINES } from '../engines.ts';
import { Play, type PlanOptions } from '../sample-plan.ts';

const never = (): Promise<never> => new Promise(() => {});
const UNDO = ', compensation: undo';

for (const { name, engine } of ENGINES) {
  describe(`step code that never returns, engine ${name}`, () => {
    /** Plays a workflow whose code may take 10 ms. */
    const play = async (options: PlanOptions, replies: readonly string[] = []): Promise<Play> => {
      const quick: PlanOptions = {
        ...options,
        // Holds the workflow before its code runs, so that its deadline can be set first.
        steps: { first: {}, ...options.steps },
      };
      const playing = await Play.start(engine, quick);
      playing.plan = { ...playing.plan, codeDeadlineMs: 10 };
      for (const id of ['first', ...replies]) await playing.reply(id, {});
      return playing;
    };
    const failedBy = (playing: Play): string => {
      const { error } = playing.last.payload as { error: { message: string } };
      return error.message;
    };

    for (const part of ['command', 'when', 'run'] as const) {
      it(`fails its step, and names it and its file: ${part}`, async () => {
        const code: Step = step(part === 'when' ? { when: never, command: () => ({}) } : { [part]: never });
        const playing = await play({ steps: { a: { after: ['first'], code } } });
        expect(playing.statuses).to.include({ a: 'failed' });
        expect(failedBy(playing)).to.match(
          /^\w+\(\) of step a of workflow trip .*step-code\.test\.ts:\d+:\d+/u,
        );
        expect(playing.turn.reports.map(({ kind }) => kind)).to.include('slow-code');
      });
    }

    it('undoes a step whose reply it cannot use', async () => {
      const code: Step = { command: () => ({}), completed: never };
      const rules = '{failure_recovery_strategy: compensate}';
      const playing = await play({ rules, steps: { a: { after: ['first'], extra: UNDO, code } } }, ['a']);
      expect(playing.statuses).to.include({ a: 'compensating' });
    });

    it('leaves a step uncompensated, and says so', async () => {
      const code: Step = { command: () => ({}), compensate: never };
      const rules = '{failure_recovery_strategy: compensate}';
      const playing = await play(
        {
          rules,
          steps: { a: { after: ['first'], extra: UNDO, code }, b: { after: ['a'] } },
        },
        ['a'],
      );
      await playing.reply('b', new Error('no'));
      expect(playing.turn.state.uncompensated).to.deep.equal(['a']);
    });

    it('fails its workflow: stop', async () => {
      const playing = await play({ steps: {}, stop: never });
      expect(failedBy(playing)).to.match(/^stop\(\) of workflow trip /u);
    });
  });
}

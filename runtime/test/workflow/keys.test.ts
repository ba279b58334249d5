import { expect } from 'chai';
import type { Output } from '../../src/node/index.ts';
import { outputIdOf } from '../../src/workflow/engine/draft.ts';
import type { WorkflowState } from '../../src/workflow/index.ts';
import { ENGINES } from './engines.ts';
import { Play } from './sample-plan.ts';

const commandOf = ({ turn }: Play): Output => turn.outputs.find(({ kind }) => kind === 'command') as Output;

for (const { name, engine } of ENGINES) {
  describe(`idempotency keys of a workflow’s commands, engine ${name}`, () => {
    it('are the same for all attempts of a step, and different for every step and workflow', async () => {
      const play = await Play.start(engine, {
        rules: '{max_retries: 2}',
        steps: { a: {}, b: { after: ['a'] } },
      });
      const first = commandOf(play);
      await play.reply('a', new Error('busy'));
      await play.pass(20);
      const second = commandOf(play);
      expect(second.envelopeId).not.to.equal(first.envelopeId);
      expect(second.idempotencyKey)
        .to.equal(first.idempotencyKey)
        .and.to.match(/^[0-9a-f-]{36}$/u);
      expect(second.compensates).to.equal(undefined);
      await play.reply('a', {});
      expect(commandOf(play).idempotencyKey).not.to.equal(first.idempotencyKey);
    });

    it('of an undo command differ from the step’s, which the command names', async () => {
      const seen: string[] = [];
      const play = await Play.start(engine, {
        rules: '{failure_recovery_strategy: compensate}',
        steps: {
          a: {
            extra: ', compensation: undo',
            code: {
              command: ({ idempotencyKey }) => ({ key: seen.push(idempotencyKey) }),
              compensate: ({ idempotencyKey }) => ({ key: seen.push(idempotencyKey) }),
            },
          },
          b: { after: ['a'] },
        },
      });
      const done = commandOf(play);
      await play.reply('a', {});
      await play.reply('b', new Error('sold out'));
      const undo = commandOf(play);
      expect(undo.compensates).to.equal(done.idempotencyKey);
      expect(undo.idempotencyKey).not.to.equal(done.idempotencyKey);
      expect(seen).to.deep.equal([done.idempotencyKey, done.idempotencyKey]);
    });
  });
}

describe('the id of a workflow’s output', () => {
  it('differs for parts that would be equal if they were joined', () => {
    const state = { workflowId: '11111111-1111-5111-8111-111111111111' } as WorkflowState;
    expect(outputIdOf(state, 'a/undo', 1)).not.to.equal(outputIdOf(state, 'a', 'undo', 1));
    expect(outputIdOf(state, 'a', 1)).not.to.equal(outputIdOf(state, 'a', '1'));
  });
});

import { expect } from 'chai';
import type { Context } from '../../../src/workflow/index.ts';
import { ENGINES } from '../engines.ts';
import { Play } from '../sample-plan.ts';

const RULES = '{failure_recovery_strategy: compensate}';

for (const { name, engine } of ENGINES) {
  describe(`the partition key of an undo command, engine ${name}`, () => {
    const played = (): Promise<Play> => {
      const extra = ', compensation: undo, max_retries: 1';
      const command = ({ attempt }: Context): object => ({ entity_id: `try-${attempt}` });
      const steps = {
        a: { extra, code: { command, compensate: () => ({}) } },
        b: { after: ['a'], extra, code: { command: () => ({ entity_id: 'b' }), compensate: () => ({}) } },
        c: { after: ['b'], extra: ', max_retries: 0' },
      };
      return Play.start(engine, { rules: RULES, steps });
    };

    it('is that of the first command of its step, also after a retry, and of no other step', async () => {
      const play = await played();
      await play.reply('a', new Error('not yet'));
      await play.pass(1_000);
      expect(play.last).to.include({ key: 'try-2' });
      await play.reply('a', {});
      await play.reply('b', {});
      await play.reply('c', new Error('no'));
      expect(play.last).to.include({ topic: 'onex.cmd.shop.b-requested.v1', key: 'b' });
      await play.reply('b', {});
      expect(play.last).to.include({ topic: 'onex.cmd.shop.a-requested.v1', key: 'try-1' });
      expect(play.last).to.include({ operation: 'undo' });
    });

    it('is absent where the command was kept without one', async () => {
      const play = await played();
      await play.reply('a', {});
      await play.reply('b', {});
      const { commands } = play.turn.state;
      for (const [id, { partition: _, ...sent }] of Object.entries(commands)) commands[id] = sent;
      await play.reply('c', new Error('no'));
      expect(play.last).to.include({ operation: 'undo' });
      expect(play.last).to.not.have.property('key');
    });
  });
}

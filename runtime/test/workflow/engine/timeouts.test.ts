import { expect } from 'chai';
import type { Output } from '../../../src/node/index.ts';
import { ENGINES } from '../engines.ts';
import { Play } from '../sample-plan.ts';

const commandsIn = ({ turn }: Play): readonly Output[] =>
  turn.outputs.filter(({ kind }) => kind === 'command');

for (const { name, engine } of ENGINES) {
  describe(`timeouts and retries of a step, engine ${name}`, () => {
    const start = (extra: string): Promise<Play> =>
      Play.start(engine, { rules: '{max_retries: 3}', steps: { a: { extra } } });

    it('send the same command again after a timeout, with the same envelope id and payload', async () => {
      const play = await start(', timeout_ms: 100');
      const [first] = commandsIn(play);
      await play.pass(100);
      expect(commandsIn(play)).to.deep.equal([]);
      await play.pass(10);
      expect(commandsIn(play)).to.deep.equal([first]);
      await play.pass(100);
      await play.pass(15);
      expect(commandsIn(play)).to.deep.equal([first]);
      await play.reply('a', { paid: true });
      expect(play.turn.state.status).to.equal('completed');
    });

    it('send a command with a new id after a failed reply, also when it answers one that was sent twice', async () => {
      const play = await start(', timeout_ms: 100');
      const [first] = commandsIn(play);
      await play.pass(100);
      await play.pass(10);
      await play.reply('a', new Error('busy'));
      await play.pass(15);
      const [second] = commandsIn(play);
      expect(second?.envelopeId).to.not.equal(first?.envelopeId);
      expect(second?.idempotencyKey).to.equal(first?.idempotencyKey);
    });

    it('take a failed reply that comes in the pause after a timeout as the answer of that attempt', async () => {
      const play = await start(', timeout_ms: 100');
      const [first] = commandsIn(play);
      await play.pass(100);
      expect(await play.reply('a', new Error('busy'))).to.equal(true);
      await play.pass(15);
      expect(commandsIn(play).map(({ envelopeId }) => envelopeId)).to.not.include(first?.envelopeId);
      expect(commandsIn(play)).to.have.length(1);
    });

    it('count a failed reply once, however often it comes', async () => {
      const play = await start('');
      await play.reply('a', new Error('busy'));
      const { attempt } = play.turn.state.steps['a']!;
      expect(await play.reply('a', new Error('busy'))).to.equal(false);
      expect(play.turn.state.steps['a']).to.include({ attempt, waiting: true });
    });

    it('send an undo command again after a timeout, and a new one with the same key after a failed reply', async () => {
      const play = await Play.start(engine, {
        rules: '{failure_recovery_strategy: compensate, max_retries: 2}',
        steps: {
          a: { extra: ', compensation: undo, timeout_ms: 100' },
          b: { after: ['a'], extra: ', max_retries: 0' },
        },
      });
      await play.reply('a', {});
      await play.reply('b', new Error('no'));
      const [undo] = commandsIn(play);
      await play.pass(100);
      await play.pass(10);
      expect(commandsIn(play)).to.deep.equal([undo]);
      await play.reply('a', new Error('locked'));
      await play.pass(15);
      const [next] = commandsIn(play);
      expect(next?.envelopeId).to.not.equal(undo?.envelopeId);
      expect(next).to.include({ idempotencyKey: undo?.idempotencyKey, compensates: undo?.compensates });
    });

    it('are due at whole milliseconds, whatever the base of the backoff', async () => {
      for (const base of [1.1, 1.5, Math.PI, 2]) {
        const play = await start(', timeout_ms: 100');
        play.plan = {
          ...play.plan,
          retry: { ...play.plan.retry, initialDelayMs: 7, exponentialBase: base, maxDelayMs: 1e6 },
        };
        for (let attempt = 1; attempt <= 3; attempt += 1) {
          await play.reply('a', new Error('busy'));
          const { dueAt } = play.turn.state;
          expect(dueAt).to.satisfy(Number.isInteger);
          expect(play.turn.state.steps['a']?.dueAt).to.equal(dueAt);
          await play.pass(Number(dueAt) - play.now);
        }
      }
    });
  });
}

import { expect } from 'chai';
import fc from 'fast-check';
import { ENGINES } from '../engines.ts';
import { Play, type PlanOptions } from '../sample-plan.ts';

/** What becomes of a step: its node's answer, or nothing. */
type Fate = 'done' | 'failed' | 'silent';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A graph without cycles whose steps are listed in any order, and the fate of each step. */
const workflows = fc.record({
  ids: fc
    .integer({ min: 1, max: IDS.length })
    .chain((count) => fc.shuffledSubarray(IDS, { minLength: count })),
  edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 10 }),
  fates: fc.array(fc.constantFrom<Fate>('done', 'failed', 'silent'), { minLength: 6, maxLength: 6 }),
  undoFates: fc.array(fc.constantFrom<Fate>('done', 'failed', 'silent'), { minLength: 6, maxLength: 6 }),
  recovery: fc.constantFrom('continue', 'fail_fast', 'compensate'),
  branches: fc.integer({ min: 1, max: 3 }),
  retries: fc.nat(2),
});

type Drawn = typeof workflows extends fc.Arbitrary<infer T> ? T : never;

function optionsOf({ ids, edges, recovery, branches, retries }: Drawn): PlanOptions {
  const after = (id: string): string[] => [
    ...new Set(
      edges
        .filter(([from, to]) => IDS[to] === id && from < to && ids.includes(IDS[from]!))
        .map(([from]) => IDS[from]!),
    ),
  ];
  return {
    rules:
      `{execution_mode: parallel, max_parallel_branches: ${branches}, max_retries: ${retries}, ` +
      `failure_recovery_strategy: ${recovery}}`,
    steps: Object.fromEntries(
      ids.map((id) => [id, { after: after(id), extra: ', compensation: undo, timeout_ms: 50' }]),
    ),
  };
}

/** Answers every command as the fates say, and lets time pass when nothing else happens. */
async function playToTheEnd(play: Play, { fates, undoFates }: Drawn): Promise<void> {
  const answered = new Set<string>();
  for (let round = 0; round < 300 && !['completed', 'failed'].includes(play.turn.state.status); round += 1) {
    const open = Object.entries(play.turn.state.steps).find(
      ([, { command }]) => command !== null && !answered.has(String(command.envelopeId)),
    );
    if (open === undefined) {
      expect(play.turn.state.dueAt, 'what happens next').to.be.a('number');
      await play.pass(Math.max(0, Number(play.turn.state.dueAt) - play.now));
      continue;
    }
    const [id, { command, status }] = open;
    answered.add(String(command?.envelopeId));
    const fate = (status === 'compensating' ? undoFates : fates)[IDS.indexOf(id)];
    if (fate !== 'silent') await play.reply(id, fate === 'done' ? {} : new Error('no'));
  }
}

for (const { name, engine } of ENGINES) {
  describe(`every workflow, engine ${name}`, () => {
    it('ends, whatever its graph, the order of its steps, and their fates', async () => {
      await fc.assert(
        fc.asyncProperty(workflows, async (drawn) => {
          const play = await Play.start(engine, optionsOf(drawn));
          await playToTheEnd(play, drawn);
          expect(['completed', 'failed']).to.include(play.turn.state.status);
          for (const status of Object.values(play.statuses)) {
            expect(['pending', 'running', 'compensating']).to.not.include(status);
          }
        }),
        { numRuns: 150 },
      );
    });

    it('ends with the policy continue when steps are listed in another order than they depend on each other', async () => {
      const play = await Play.start(engine, {
        rules: '{failure_recovery_strategy: continue}',
        steps: { c: { after: ['b'] }, b: { after: ['a'] }, a: {} },
      });
      await play.reply('a', new Error('no'));
      expect(play.statuses).to.deep.equal({ a: 'failed', b: 'blocked', c: 'blocked' });
      expect(play.turn.state.status).to.equal('completed');
    });
  });
}

/** Cells in which a program, a test runner, or a bundle runs the sample, with the runtime installed and missing. */
import type { Cell } from '../cell.ts';
import { firstProblem } from '../run.ts';
import { judge } from '../verdict.ts';
import type { Presence, Workshop } from '../workshop/index.ts';
import { BUNDLES } from './bundles.ts';
import { PROGRAMS } from './programs.ts';
import { TEST_RUNNERS } from './test-runners.ts';
import { type Runner, outputOf } from './runner.ts';

const TABLES: Readonly<Record<string, readonly Runner[]>> = {
  Programs: PROGRAMS,
  'Test runners': TEST_RUNNERS,
  Bundles: BUNDLES,
};
/** An address where nothing listens, so the client of Kafka is loaded and reports that. */
const NO_BROKER = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', ONEX_INSTANCE_ID: 'matrix' };
const PRESENCES: readonly Presence[] = ['present', 'absent'];

export function runnerCells(workshop: Workshop): readonly Cell[] {
  return Object.entries(TABLES).flatMap(([table, runners]) =>
    runners.flatMap((runner) =>
      PRESENCES.map((presence) => ({
        name: `${table} ${runner.name} ${presence}`,
        table,
        row: runner.name,
        column: `runtime ${presence}`,
        run: () => resultOf(workshop, runner, presence),
      })),
    ),
  );
}

async function resultOf(workshop: Workshop, runner: Runner, presence: Presence): Promise<string> {
  const wanted = presence === 'absent' || runner.rejectsImport === true ? 'unavailable' : 'open';
  const problem = judge(await outputOf(workshop, runner, presence), wanted);
  if (problem !== null) return `wrong: ${problem}`;
  if (presence === 'absent') return 'ok';
  if (wanted === 'unavailable') return 'unavailable, reported';
  if (runner.holdsKafkaClient !== true) return 'ok';
  const connecting = await outputOf(workshop, runner, presence, NO_BROKER);
  return connecting.includes('Connection error') ? 'ok' : `wrong: Kafka: ${firstProblem(connecting)}`;
}

import type { PythonProcess } from './python/process.ts';
import type { Kind } from './nodes/index.ts';
import type { OurNode, World } from './world.ts';

/** What a cell of the table is about, in the order of its columns. */
export const CASES = ['success', 'failure', 'timeout', 'duplicate', 'malformed', 'restart'] as const;
export type Case = (typeof CASES)[number];

/** What the cells need. */
export interface Mesh {
  readonly world: World;
  readonly python: string;
  /** Python nodes that our orchestrator drives; it also reads our messages with Python's models, and publishes. */
  readonly others: PythonProcess;
  /** The Python nodes of the ledger, each in its own process. */
  readonly twins: Readonly<Record<Kind, PythonProcess>>;
  /** The registration runtime of omnibase-infra with PostgreSQL. */
  readonly registry: PythonProcess;
  /** Our nodes of the ledger. */
  readonly ours: Readonly<Record<Kind, OurNode>>;
  readonly audit: OurNode;
  /** Folder where the Python nodes store their journal. */
  readonly state: string;
}

/** One thing that a mixed mesh must do. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly case: Case;
  /** What is checked, in a sentence without its subject. */
  readonly what: string;
  run(mesh: Mesh): Promise<void>;
}

/** @throws Error with `what`. */
export function expectThat(holds: boolean, what: unknown): void {
  if (!holds) throw new Error(typeof what === 'string' ? what : JSON.stringify(what));
}

/** Puts our node in the place of a Python node of the ledger, or of none. What runs already is not started again. */
export async function arrange({ others, twins, ours }: Mesh, kind: Kind | null): Promise<void> {
  await others.start();
  const places = Object.keys(twins) as Kind[];
  await Promise.all(
    places.map(async (place) => {
      if (place !== kind) await ours[place].stop();
      else await twins[place].kill();
    }),
  );
  await Promise.all(places.map((place) => (place === kind ? ours[place].start() : twins[place].start())));
}

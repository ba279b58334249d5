/**
 * `npm run check:mesh` runs nodes of this runtime beside unchanged nodes of omnimarket: on a real Kafka broker, with the
 * bus and the dispatch engine of omnibase-infra, all from the packages that people install. Prints a table of what was
 * run. Exit code 1 where anything failed. Needs Python 3.12 or later.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../test/services/support/services.ts';
import { CELLS, type Mesh } from './mesh/cells.ts';
import { AuditOrchestrator, LedgerEffect } from './mesh/our-nodes.ts';
import { startPythonNodes, type Line, type PythonNodes } from './mesh/python.ts';
import { createWorld } from './mesh/world.ts';
import { installMesh } from './wire/python.ts';

const work = mkdtempSync(join(tmpdir(), 'onex-mesh-'));
const python = process.env['ONEX_MESH_PYTHON'] ?? installMesh(work);
const kafka = await startKafka();
const world = await createWorld(kafka.servers);
const lines: Line[] = [];
let theirs: PythonNodes | undefined;
let ours: { stop(): Promise<void> } | undefined;
let effect: { stop(): Promise<void> } | undefined;
try {
  const mesh: Mesh = {
    world,
    lines,
    python: {
      kill: async () => theirs?.kill(),
      start: async () => void (theirs = await startPythonNodes(python, kafka.servers, lines)),
    },
    ours: {
      stop: async () => ours?.stop(),
      start: async () => void (ours = await world.start(AuditOrchestrator)),
    },
  };
  await mesh.python.start();
  await mesh.ours.start();
  effect = await world.start(LedgerEffect);
  for (const { from, to, what, run } of CELLS) {
    const problem = await run(mesh).then(
      () => null,
      (error: Error) => error.message,
    );
    console.log(
      `${problem === null ? 'passed' : 'FAILED'}  ${from} → ${to}: ${what}${problem === null ? '' : ` (${problem})`}`,
    );
    if (problem !== null) process.exitCode = 1;
  }
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await Promise.allSettled([ours?.stop(), effect?.stop(), theirs?.kill()]);
  await world.close();
  await kafka.stop();
  rmSync(work, { recursive: true, force: true });
}

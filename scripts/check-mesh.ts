/**
 * `npm run check:mesh` runs nodes of this runtime beside unchanged nodes of omnimarket: on a real Kafka broker, with the
 * bus, the dispatch engine, and the auto-wiring of omnibase-infra, all from the packages that people install. Prints what
 * was run. Exit code 1 where anything failed. Needs Python 3.12 or later. `-- WORD` runs only the cells that name the word.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../test/services/support/services.ts';
import type { Mesh } from './mesh/cell.ts';
import { CELLS } from './mesh/cells/index.ts';
import { AUDIT, AuditOrchestrator } from './mesh/nodes/audit.ts';
import { InstalledContracts, KINDS, LEDGER, OTHERS, topicsOf, type Kind } from './mesh/nodes/contracts.ts';
import { ledgerNodes } from './mesh/nodes/ledger.ts';
import { pythonProcess, type PythonProcess } from './mesh/python/process.ts';
import { createWorld } from './mesh/world.ts';
import { installMesh } from './wire/python.ts';

const work = mkdtempSync(join(tmpdir(), 'onex-mesh-'));
const python = process.env['ONEX_MESH_PYTHON'] ?? installMesh(work);
const contracts = new InstalledContracts(python);
const kafka = await startKafka();
const infra = ['commands', 'events', 'intents', 'quarantine'].map(
  (name) => `onex.dlq.omnibase-infra.${name}.v1`,
);
const platform = [
  'evt.platform.node-introspection',
  'evt.platform.node-heartbeat',
  'cmd.platform.request-introspection',
].map((name) => `onex.${name}.v1`);
const topics = [...platform, ...infra, ...topicsOf(AUDIT), ...contracts.topics()];
const world = await createWorld(kafka.servers, topics);
const state = join(work, 'state');
mkdirSync(state);

const nodes = (...args: string[]): PythonProcess =>
  pythonProcess({
    python,
    script: 'nodes.py',
    args: [kafka.servers, ...args],
    env: {
      KAFKA_BOOTSTRAP_SERVERS: kafka.servers,
      KAFKA_ENVIRONMENT: 'local',
      ONEX_STATE_ROOT: state,
      ONEX_BOUNDARY_DLQ_ENABLED: '1',
    },
  });
const byKind = <T>(value: (kind: Kind) => T): Record<Kind, T> =>
  Object.fromEntries(KINDS.map((kind) => [kind, value(kind)])) as Record<Kind, T>;
const classes = ledgerNodes(contracts);
const mesh: Mesh = {
  world,
  python,
  state,
  others: nodes('--watch', ...OTHERS),
  twins: byKind((kind) => nodes(LEDGER[kind])),
  ours: byKind((kind) => world.node(classes[kind])),
  audit: world.node(AuditOrchestrator),
};

const only = process.argv[2] ?? '';
try {
  for (const { from, to, case: name, what, run } of CELLS) {
    const title = `${from} → ${to}: ${name}: ${what}`;
    if (!title.includes(only)) continue;
    const problem = await run(mesh).then(
      () => null,
      (error: Error) => error.message,
    );
    console.log(problem === null ? `passed  ${title}` : `FAILED  ${title} (${problem})`);
    if (problem !== null) process.exitCode = 1;
  }
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  const ours = [mesh.audit, ...Object.values(mesh.ours)].map((node) => node.stop());
  const theirs = [mesh.others, ...Object.values(mesh.twins)].map((node) => node.kill());
  await Promise.allSettled([...ours, ...theirs]);
  await world.close();
  await kafka.stop();
  rmSync(work, { recursive: true, force: true });
}

/**
 * `npm run check:mesh` runs nodes of this runtime beside unchanged nodes of omnimarket: on a real Kafka broker, with the
 * bus, the dispatch engine, and the auto-wiring of omnibase-infra, all from the packages that people install. Prints what
 * was run. Exit code 1 where anything failed. Needs Python 3.12 or later. `-- WORDS` runs
 * only the cells that name the words. `-- --write` writes the table of docs/python.md.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, startPostgres } from '../../test/services/support/services.ts';
import { runSql } from '../../test/services/support/sql.ts';
import { scriptArguments } from '../command-line.ts';
import type { Cell, Mesh } from './cell.ts';
import { CELLS } from './cells/index.ts';
import {
  AUDIT,
  AuditOrchestrator,
  InstalledContracts,
  KINDS,
  LEDGER,
  OTHERS,
  topicsOf,
  type Kind,
  ledgerNodes,
} from './nodes/index.ts';
import { pythonProcess, type PythonProcess } from './python/process.ts';
import { summaryOf, tableOf, writeResults } from './table.ts';
import { createWorld, PLATFORM_TOPICS } from './world.ts';
import { installMesh } from '../wire/python.ts';

const { values, positionals } = scriptArguments({
  name: 'check:mesh',
  summary: 'Run nodes of this runtime beside nodes of the Python packages, on a real broker',
  usage: '[WORDS]',
  options: { write: { type: 'flag', description: 'write the table of docs/python.md' } },
  takes: { most: 1 },
});
const { write = false } = values;
const [only = ''] = positionals;
const work = mkdtempSync(join(tmpdir(), 'onex-mesh-'));
const python = process.env['ONEX_MESH_PYTHON'] ?? installMesh(work);
const contracts = new InstalledContracts(python);
const kafka = await startKafka();
const postgres = await startPostgres();
const infra = ['commands', 'events', 'intents', 'quarantine'].map(
  (name) => `onex.dlq.omnibase-infra.${name}.v1`,
);
const topics = [...PLATFORM_TOPICS, ...infra, ...topicsOf(AUDIT), ...contracts.topics()];
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
const registry = pythonProcess({
  python,
  script: 'registration.py',
  args: [kafka.servers, postgres.url],
  env: { KAFKA_BOOTSTRAP_SERVERS: kafka.servers, KAFKA_ENVIRONMENT: 'local' },
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
  registry,
  ours: byKind((kind) => world.node(classes[kind])),
  audit: world.node(AuditOrchestrator),
};

const results = new Map<Cell, boolean>();
try {
  for (const cell of CELLS) {
    const title = `${cell.from} → ${cell.to}: ${cell.case}: ${cell.what}`;
    if (!title.includes(only)) continue;
    const problem = await cell.run(mesh).then(
      () => null,
      (error: Error) => error.message,
    );
    console.log(problem === null ? `passed  ${title}` : `FAILED  ${title} (${problem})`);
    results.set(cell, problem === null);
    if (problem !== null) process.exitCode = 1;
  }
  const [row] = await runSql(postgres.url, 'SHOW server_version');
  const summary = summaryOf(results, python, String(row?.['server_version']).split(' ')[0]!);
  console.log(summary);
  if (write) writeResults(`${summary}\n\n${tableOf(results)}`);
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  const ours = [mesh.audit, ...Object.values(mesh.ours)].map((node) => node.stop());
  const theirs = [registry, mesh.others, ...Object.values(mesh.twins)].map((node) => node.kill());
  await Promise.allSettled([...ours, ...theirs]);
  await world.close();
  await kafka.stop();
  await postgres.stop();
  rmSync(work, { recursive: true, force: true });
}

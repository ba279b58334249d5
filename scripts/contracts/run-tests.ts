import { run } from 'node:test';
import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Row } from './generate.ts';

/**
 * Runs the test that each node is generated with: it starts the node on a bus in memory, asserts its subscriptions,
 * sends a message for each operation and stops it. All in one process, a few files at a time.
 */
export async function runTests(rows: readonly Row[], work: string): Promise<void> {
  const compiled = rows.filter(({ reached }) => reached === 'compiled');
  const byFolder = new Map(compiled.map((row) => [row.folder, row]));
  const files = compiled.flatMap(({ folder }) => globSync(join(work, folder ?? '', 'v*', 'node.test.ts')));
  for (const row of compiled) row.reached = 'routed';
  const stream = run({
    files,
    concurrency: 2,
    execArgv: ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'],
  });
  stream.on('test:fail', ({ file, name, details }) => {
    const row = byFolder.get(file?.slice(work.length + 1).split(sep, 1)[0] ?? '');
    if (row === undefined || row.reached !== 'routed') return;
    row.reached = 'compiled';
    const cause: unknown = details.error.cause ?? details.error;
    row.reason = `${name}: ${String(cause instanceof Error ? cause.message : cause)
      .replaceAll(/\s+/g, ' ')
      .slice(0, 300)}`;
  });
  // The stream must be read for the tests to go on.
  for await (const _ of stream);
}

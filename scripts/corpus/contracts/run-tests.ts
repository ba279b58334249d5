import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Row } from './generate.ts';
import type { TestLine } from './reporter.ts';

/** Files in one process: what a test imports is loaded once for all of them. */
const BATCH = 25;
const BATCH_TIMEOUT_MS = 600_000;
const FLAGS = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
const REPORTER = join(import.meta.dirname, 'reporter.ts');

/** Runs test files in one process of their own. Nothing is returned of a process that was killed or did not start. */
function runFiles(files: readonly string[]): Promise<readonly TestLine[]> {
  const args = [...FLAGS, '--test', '--test-isolation=none', `--test-reporter=${REPORTER}`, ...files];
  const options = { timeout: BATCH_TIMEOUT_MS, maxBuffer: 1 << 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout) => {
      // 1 means that a test failed.
      if (error !== null && error.code !== 1) return resolve([]);
      const lines = stdout.split('\n').filter((line) => line.startsWith('{"file":'));
      return resolve(lines.map((line) => JSON.parse(line) as TestLine));
    });
  });
}

function settle(row: Row, lines: readonly TestLine[]): void {
  const failure = lines.find(({ failed }) => failed !== null)?.failed;
  if (lines.length === 0) row.reason = 'its test did not come to an end';
  else if (failure) row.reason = `${failure.name}: ${failure.reason}`;
  else row.reached = 'routed';
}

/**
 * Runs the test that each node is generated with: it starts the node on a bus in memory, asserts its subscriptions,
 * sends a message for each operation and stops it. Many in one process; what does not come to an end there, alone.
 */
export async function runTests(rows: readonly Row[], work: string): Promise<void> {
  const waiting = rows.flatMap((row) => {
    if (row.reached !== 'compiled' || row.folder === null) return [];
    return [{ row, files: globSync(join(work, row.folder, 'v*', 'node.test.ts')) }];
  });
  const ofRow = (lines: readonly TestLine[], { folder }: Row): TestLine[] =>
    lines.filter(({ file }) => file.startsWith(join(work, folder ?? '') + sep));
  while (waiting.length > 0) {
    const batch = waiting.splice(0, BATCH);
    const lines = await runFiles(batch.flatMap(({ files }) => files));
    for (const { row, files } of batch) {
      const own = ofRow(lines, row);
      settle(row, own.length > 0 ? own : await runFiles(files));
    }
  }
}

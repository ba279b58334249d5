import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from '../matrix/run.ts';

/** The closing lines of `node --test` that count tests. */
const COUNTS = ['tests', 'pass', 'fail', 'skipped'] as const;

/** A table with the results of the project's own tests before and after, and how many files have the event bus. */
export async function compareProject(folder: string, glob: string, root: string): Promise<readonly string[]> {
  const copy = await mkdtemp(path.join(tmpdir(), 'onex-behavior-'));
  try {
    await cp(folder, copy, { recursive: true });
    const before = await testsOf(copy);
    const args = [
      path.join(root, 'dist/bin/onex.js'),
      'event-bus',
      glob,
      '--all',
      '--domain',
      'check',
      '--json',
    ];
    const { output } = await runNode(args, copy);
    const { files } = JSON.parse(output) as {
      readonly files: readonly { readonly path: string; readonly action: string }[];
    };
    const changed = files.filter(
      ({ action, path: file }) => action === 'update' && /\.[cm]?[jt]s$/.test(file),
    );
    const refused = files.filter(({ action }) => action === 'refused');
    const after = await testsOf(copy);
    return [
      `${changed.length} files have the event bus: ${changed.map((file) => file.path).join(', ')}`,
      ...refused.map((file) => `refused: ${file.path}`),
      '| | before | after |',
      '|---|---|---|',
      ...COUNTS.map((count) => `| ${count} | ${before[count]} | ${after[count]} |`),
    ];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function testsOf(folder: string): Promise<Readonly<Record<string, number>>> {
  const { output } = await runNode(
    ['--test', '--test-reporter=spec'],
    folder,
    { NO_COLOR: undefined },
    LONGEST_MS,
  );
  return Object.fromEntries(
    COUNTS.map((count) => [
      count,
      Number(new RegExp(`^\\S+ ${count} (\\d+)`, 'm').exec(output)?.[1] ?? Number.NaN),
    ]),
  );
}

const LONGEST_MS = 600_000;

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './generate.ts';

/** Type-checks all generated nodes as one program, under the options of a generated project. */
export function compile(rows: readonly Row[], work: string, root: string): void {
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, types: ['node'] },
    include: ['n*/**/*.ts'],
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', work, '--pretty', 'false'], {
    cwd: work,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const faults = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const folder = /^(n\d{4})\/.*: error /.exec(line)?.[1];
    if (folder !== undefined && !faults.has(folder)) faults.set(folder, line);
  }
  const elsewhere = stdout.split('\n').find((line) => line.includes('error') && !/^n\d{4}\//.test(line));
  if (elsewhere !== undefined && faults.size === 0) throw new Error(elsewhere);
  for (const row of rows) {
    if (row.reached !== 'generated' || row.folder === null) continue;
    const fault = faults.get(row.folder);
    if (fault === undefined) row.reached = 'compiled';
    else row.reason = fault;
  }
}

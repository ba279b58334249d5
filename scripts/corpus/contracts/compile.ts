import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilerOutput } from '../../compiler-output.ts';
import type { Row } from './generate.ts';

/** Nodes in one program: a thousand of them take some ten gigabytes. */
const BATCH = 400;

/** Type-checks all generated nodes, many as one program, under the options of a generated project. */
export function compile(rows: readonly Row[], work: string, root: string): void {
  for (let start = 0; start < rows.length; start += BATCH)
    compileBatch(rows.slice(start, start + BATCH), work, root);
}

function compileBatch(rows: readonly Row[], work: string, root: string): void {
  const folders = rows.flatMap(({ folder }) => folder ?? []);
  if (folders.length === 0) return;
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, types: ['node'] },
    include: folders.map((folder) => `${folder}/**/*.ts`),
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config));
  const outcome = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', work, '--pretty', 'false'], {
    cwd: work,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const lines = compilerOutput(outcome);
  const faults = new Map<string, string>();
  for (const line of lines) {
    const folder = /^(n\d{4})\/.*: error /.exec(line)?.[1];
    if (folder !== undefined && !faults.has(folder)) faults.set(folder, line);
  }
  const elsewhere = lines.find(
    (line) => /^\S.*\berror TS\d+:|^error TS\d+:/.test(line) && !/^n\d{4}\//.test(line),
  );
  if (elsewhere !== undefined) throw new Error(elsewhere);
  for (const row of rows) {
    if (row.reached !== 'generated' || row.folder === null) continue;
    const fault = faults.get(row.folder);
    if (fault === undefined) row.reached = 'compiled';
    else row.reason = fault;
  }
}

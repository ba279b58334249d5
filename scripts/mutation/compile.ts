import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, type Mutant } from './mutants.ts';
import { compilerOutput } from '../compiler-output.ts';

const ERROR = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;
const COPY = /\.mutant-(\d+)\.ts$/;

/** What replaces a mutant's range in a text. */
export function applied(text: string, { start, end, replacement }: Mutant): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: Mutant['start']): number =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, column);
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

/** Errors by the number of the copy, without the copy's own name. */
function errorsOf(output: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const line of output.split('\n')) {
    const [, path = '', , code = '', message = ''] = ERROR.exec(line) ?? [];
    const number = COPY.exec(path)?.[1];
    if (number === undefined) continue;
    const errors = found.get(Number(number)) ?? [];
    errors.push(`${code} ${message.replaceAll(/\.mutant-\d+/g, '')}`);
    found.set(Number(number), errors);
  }
  return found;
}

/**
 * Keys of the mutants that the compiler refuses: `npm run typecheck` notices them, so no test has to. Each mutant is
 * compiled as a copy beside its file, all of them in one program. An error that the unchanged copy has too, such as one
 * about private members of the original class, does not count.
 * @param root a sandbox; the copies are deleted again
 */
export function refusedByCompiler(root: string, mutants: readonly Mutant[]): ReadonlySet<string> {
  const paths = [...new Set(mutants.map(({ path }) => path))];
  const originals = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  const copies: string[] = [];
  const add = (path: string, text: string): void => {
    const copy = path.replace(/\.ts$/, `.mutant-${copies.length}.ts`);
    copies.push(copy);
    writeFileSync(join(root, copy), text);
  };
  for (const [path, text] of originals) add(path, text);
  for (const mutant of mutants) add(mutant.path, applied(originals.get(mutant.path)!, mutant));
  const project = join(root, 'tsconfig.mutants.json');
  const compilerOptions = {
    noEmit: true,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ['node', 'mocha'],
  };
  writeFileSync(project, JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, files: copies }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const outcome = spawnSync(process.execPath, [compiler, '-p', project, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  for (const copy of [...copies, 'tsconfig.mutants.json']) rmSync(join(root, copy));
  const errors = errorsOf(compilerOutput(outcome).join('\n'));
  const refused = mutants.filter((mutant, index) => {
    const known = new Set(errors.get(paths.indexOf(mutant.path)) ?? []);
    return (errors.get(paths.length + index) ?? []).some((error) => !known.has(error));
  });
  return new Set(refused.map(keyOf));
}

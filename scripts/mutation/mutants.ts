import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Target } from './targets.ts';

/** A position in a file as Stryker counts: lines and columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Mutant {
  /** Path relative to the repository. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly mutator: string;
  /** The text that is replaced. */
  readonly original: string;
  readonly replacement: string;
}

/**
 * A text of several words is written for people, in a message or a log line. Tests do not pin its wording, so emptying
 * it is no bug to plant. Names and keys are single words and stay.
 */
const isWording = (mutator: string, original: string): boolean =>
  mutator === 'StringLiteral' && /\S\s+\S/.test(original);

/** Names a mutant across processes: what is replaced where, and by what. */
export function keyOf({
  path,
  start,
  end,
  replacement,
}: Pick<Mutant, 'path' | 'start' | 'end' | 'replacement'>): string {
  return `${path}:${start.line}:${start.column}-${end.line}:${end.column}:${replacement}`;
}

const silent = { debug() {}, info() {}, warn() {}, trace() {}, error() {}, fatal() {} };

/** Names a mutant by what it changes, wherever that is in its file: it outlasts changes of other lines. */
export const nameOf = ({ path, mutator, original, replacement }: Mutant): string =>
  [path, mutator, original, replacement].join('\0');

/** The text of a file from one position to another. */
function textBetween(text: string, start: Position, end: Position): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column);
  lines[0] = (lines[0] ?? '').slice(start.column);
  return lines.join('\n');
}

/** The mutants that Stryker makes of some files, without those of wording, in the order of the files and of their text. */
export async function mutantsOf(root: string, wanted: readonly Target[]): Promise<Mutant[]> {
  const logger = {
    ...silent,
    isTraceEnabled: () => false,
    isDebugEnabled: () => false,
    isInfoEnabled: () => false,
    isWarnEnabled: () => false,
    isErrorEnabled: () => false,
    isFatalEnabled: () => false,
  };
  const instrumenter = new Instrumenter(logger);
  const mutants: Mutant[] = [];
  for (const { path, lines } of wanted) {
    const file = { name: path, mutate: true, content: await readFile(join(root, path), 'utf8') };
    const options = { plugins: null, excludedMutations: [], ignorers: [] };
    const made = await instrumenter.instrument([file], options).catch((error: unknown) => {
      console.error(`left out, because Stryker cannot mutate it: ${path}: ${(error as Error).message}`);
      return { mutants: [] };
    });
    for (const { location, mutatorName, replacement, status } of made.mutants) {
      const { start, end } = location;
      const original = textBetween(file.content, start, end);
      const within = lines === null || (start.line + 1 >= lines[0] && end.line + 1 <= lines[1]);
      // Those with a status already are ignored by a comment in the source.
      if (within && status === undefined && !isWording(mutatorName, original))
        mutants.push({ path, start, end, mutator: mutatorName, original, replacement });
    }
  }
  return mutants;
}

import { paint, terminalLine } from 'onex-cli-kit';
import type { CompilerError } from '../typecheck/index.ts';

/** The result of the project's own compiler after a run that merged code. */
export type TypeReport =
  | {
      readonly status: 'checked';
      /** New errors, or all errors if `compared` is false. */
      readonly errors: readonly CompilerError[];
      /** Number of errors that already existed before. */
      readonly known: number;
      readonly compared: boolean;
      /** The command that repeats the check. */
      readonly command: string;
    }
  | { readonly status: 'unknown'; readonly reason: string };

/** Maximum number of errors shown to a person. */
const SHOWN = 20;

/** Returns the number of errors that somebody must check. */
export function countErrors(types: TypeReport | null): number {
  return types?.status === 'checked' ? types.errors.length : 0;
}

function line({ path, line, column, code, message }: CompilerError): string {
  const where = path === null ? 'tsconfig.json' : `${path}:${line}:${column}`;
  return `  ${paint('bad', 'type error'.padEnd(12))} ${terminalLine(`${where}: ${message} (${code})`)}\n`;
}

/** Errors of merged files come first, because the merge may have caused them. */
export function showTypes(types: TypeReport | null, merged: ReadonlySet<string>): string {
  if (types === null) return '';
  if (types.status === 'unknown') {
    return `  ${paint('caution', 'The types were not checked:')} ${terminalLine(types.reason)}\n`;
  }
  const isMerged = ({ path }: CompilerError) => path !== null && merged.has(path);
  const sorted = [...types.errors.filter(isMerged), ...types.errors.filter((error) => !isMerged(error))];
  const more = sorted.length - SHOWN;
  const rest = more > 0 ? `  ${paint('faint', `and ${more} more: run ${types.command}`)}\n` : '';
  const doubt =
    sorted.length > 0 && !types.compared
      ? `  ${paint('faint', 'Some of them may have existed before this run.')}\n`
      : '';
  return sorted.slice(0, SHOWN).map(line).join('') + rest + doubt;
}

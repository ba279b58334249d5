import type { CompilerError } from './types.ts';

const OF_FILE = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;
const OF_NONE = /^error (TS\d+): (.*)$/;

/** Parses the output of `tsc --pretty false`. Indented lines explain the error above them and are left out. */
export function parseOutput(output: string): CompilerError[] {
  return output.split(/\r?\n/).flatMap((line): CompilerError[] => {
    const [, path, at, column, code, message] = OF_FILE.exec(line) ?? [];
    if (path !== undefined) {
      const place = { path: path.replaceAll('\\', '/'), line: Number(at), column: Number(column) };
      return [{ ...place, code: code!, message: message! }];
    }
    const [, only, text] = OF_NONE.exec(line) ?? [];
    return only === undefined ? [] : [{ path: null, line: 0, column: 0, code: only, message: text! }];
  });
}

/** Identifies errors by their content, regardless of their line. */
const keyOf = ({ path, code, message }: CompilerError): string => [path, code, message].join('\0');

/** Returns the new errors. An error that moved to another line is not new. */
export function newErrors(
  now: readonly CompilerError[],
  before: readonly CompilerError[],
): readonly CompilerError[] {
  const left = new Map<string, number>();
  for (const error of before) left.set(keyOf(error), (left.get(keyOf(error)) ?? 0) + 1);
  return now.filter((error) => {
    const count = left.get(keyOf(error)) ?? 0;
    left.set(keyOf(error), count - 1);
    return count <= 0;
  });
}

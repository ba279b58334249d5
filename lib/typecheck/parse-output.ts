import type { CompilerError } from './types.ts';

const OF_FILE = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;
const OF_NONE = /^error (TS\d+): (.*)$/;

/** Reads what `tsc --pretty false` prints. Indented lines explain the error above them and are left out. */
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

/** Errors by what they say, whatever line they are in. */
const keyOf = ({ path, code, message }: CompilerError): string => [path, code, message].join('\0');

/** The errors that were not there before: an error that moved to another line is the same. */
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

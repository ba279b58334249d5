import { execFile } from 'node:child_process';

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** No tool of the matrix takes longer, even on a busy machine. */
const LONGEST_MS = 240_000;

/** Runs a program of Node to its end, without what npm and mocha put into the environment of this process. */
export function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  longestMs = LONGEST_MS,
): Promise<Outcome> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|MOCHA|KAFKA_|ONEX_|JEST|FORCE_COLOR|CLICOLOR)/i.test(name),
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...args],
      {
        cwd,
        timeout: longestMs,
        maxBuffer: 2 ** 26,
        env: { ...Object.fromEntries(kept), NO_COLOR: '1', ...env },
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, output: `${stdout}${stderr}` });
      },
    );
  });
}

/** The first line of an output that names a problem, for a cell. */
export function firstProblem(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const telling =
    lines.find((line) => /error|cannot|failed|unexpected|TS\d{4}/i.test(line)) ??
    lines.find((line) => line !== '');
  return (telling ?? 'no output').replaceAll('|', '/').slice(0, 200);
}

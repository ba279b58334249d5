import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isRecord, readPackageJson } from 'onex-runtime/project';
import type { Installed } from './find.ts';
import type { Formatter, FormatRequest } from './types.ts';

/** Time limit for one file, in milliseconds. */
const PATIENCE_MS = 10_000;
/** Number of concurrent processes. */
const AT_ONCE = 4;

const ARGUMENTS: Readonly<Record<'biome' | 'dprint', (path: string) => string[]>> = {
  biome: (path) => ['format', `--stdin-file-path=${path}`],
  dprint: (path) => ['fmt', '--stdin', path],
};

/** Files that a formatter supports. It returns others unchanged. */
const FILES: Readonly<Record<'biome' | 'dprint', RegExp>> = {
  biome: /\.(?:[cm]?[jt]sx?|jsonc?|css|graphql|html)$/,
  dprint: /./,
};

/** Returns the script that a package runs for its command. */
function scriptOf({ folder, name }: Installed): string | null {
  const bin = readPackageJson(folder)?.['bin'];
  const script = isRecord(bin) ? bin[name] : bin;
  return typeof script === 'string' ? join(folder, script) : null;
}

/** Runs a formatter's command on one text, through standard input and standard output. */
function formatOne(
  script: string,
  args: readonly string[],
  root: string,
  text: string,
): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.on('error', () => resolve(null));
  child.on('close', (code) => resolve(code === 0 && output !== '' ? output.replaceAll('\r\n', '\n') : null));
  // A formatter that ignores the file may exit before it has read all of its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  return promise;
}

/** A formatter whose command formats one text per run. If a run cannot be started, nothing more is formatted. */
export function openCommand(installed: Installed, root: string): Formatter {
  const script = scriptOf(installed);
  const { name } = installed;
  return {
    async format(requests: readonly FormatRequest[]) {
      const texts = Array.from<string | null>({ length: requests.length }).fill(null);
      if (script === null || name === 'prettier') return texts;
      const queue = [...requests.entries()].filter(([, { path }]) => FILES[name].test(path));
      const work = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [index, { path, text }] = next;
          texts[index] = await formatOne(script, ARGUMENTS[name](path), root, text);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return texts;
    },
    close: () => undefined,
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { PRETTIER_PROCESS } from './prettier-process.ts';
import type { Formatter, FormatRequest } from './types.ts';

/** Time limit for one response, in milliseconds. The first response includes loading Prettier and its plugins. */
const PATIENCE_MS = 20_000;

interface Answer {
  readonly id: number;
  readonly text: string | null;
}

function start(folder: string, root: string): ChildProcess {
  // Settings of the onex process, such as --conditions, must not affect the project.
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawn(process.execPath, ['--eval', PRETTIER_PROCESS, folder, root], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/**
 * Uses one process for all files, started by the first request. If it fails or hangs, all remaining results are null.
 * @param patience Milliseconds.
 */
export function openPrettier(folder: string, root: string, patience = PATIENCE_MS): Formatter {
  let child: ChildProcess | null = null;
  let failed = false;
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Map<number, (text: string | null) => void>();

  const fail = (): void => {
    failed = true;
    clearTimeout(timer);
    child?.kill('SIGKILL');
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  const watch = (): void => {
    clearTimeout(timer);
    if (waiting.size > 0) timer = setTimeout(fail, patience);
    else child?.channel?.unref();
  };
  const open = (): ChildProcess => {
    const started = start(folder, root);
    started.on('message', ({ id, text }: Answer) => {
      waiting.get(id)?.(typeof text === 'string' ? text.replaceAll('\r\n', '\n') : null);
      waiting.delete(id);
      watch();
    });
    started.on('error', fail);
    started.on('exit', fail);
    started.unref();
    return started;
  };

  return {
    format: (requests: readonly FormatRequest[]) =>
      Promise.all(
        requests.map((request) => {
          if (failed) return Promise.resolve(null);
          child ??= open();
          child.channel?.ref();
          const { promise, resolve } = Promise.withResolvers<string | null>();
          const id = (count += 1);
          waiting.set(id, resolve);
          child.send({ id, request }, (error) => {
            if (error) fail();
          });
          watch();
          return promise;
        }),
      ),
    close() {
      if (child !== null) fail();
    },
  };
}

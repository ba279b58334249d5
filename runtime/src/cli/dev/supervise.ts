import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { removeEndpoint } from '../control/index.ts';
import { watchProject } from './watch.ts';

/** Environment variable that tells a `dev` the process that starts it again after changes. */
export const SUPERVISOR_VARIABLE = 'ONEX_DEV_SUPERVISOR';
/** What the supervisor sends to end its child: signals do not end a process gently everywhere. */
export const STOP_MESSAGE = 'stop';

export interface SuperviseOptions {
  readonly root: string;
  readonly stateDir: string;
  /** Arguments of the child, without `--watch`. */
  readonly args: readonly string[];
  readonly note: (line: string) => void;
}

/**
 * Runs `dev` as a process of its own and starts it anew whenever the project changes; a process that failed is started
 * again with the next change. A new process is the only way to be rid of modules that were loaded before.
 * @returns the exit code once the user ended it.
 */
export async function supervise({ root, stateDir, args, note }: SuperviseOptions): Promise<number> {
  const stopping = Promise.withResolvers<void>();
  let stopped = false;
  let changed = Promise.withResolvers<readonly string[]>();
  const watcher = watchProject(
    root,
    (files) => changed.resolve(files),
    (error) => note(`Changes cannot be watched: ${error.message}. Start dev again after a change`),
  );
  const stop = (): void => {
    stopped = true;
    stopping.resolve();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    for (;;) {
      const child = start(args);
      const exited = once(child, 'exit').then(([code]) => (code as number | null) ?? 1);
      const outcome = await Promise.race([
        exited,
        changed.promise.then(() => 'changed' as const),
        stopping.promise.then(() => 'stopped' as const),
      ]);
      if (typeof outcome === 'string') end(child);
      else if (!stopped) {
        note(`dev ended with exit code ${outcome}; it starts again when a file changes`);
        await Promise.race([changed.promise, stopping.promise]);
        if (stopped) return 0;
      }
      const code = await exited;
      if (stopped) return code;
      note(`Changed: ${summary(await changed.promise)}; starting again`);
      changed = Promise.withResolvers();
    }
  } finally {
    watcher.close();
    removeEndpoint(stateDir, process.pid);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SUPERVISOR_VARIABLE]: String(process.pid) },
  });
}

function end(child: ChildProcess): void {
  if (child.connected) child.send(STOP_MESSAGE, () => {});
}

function summary(files: readonly string[]): string {
  const shown = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}

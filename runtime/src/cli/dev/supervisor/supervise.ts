import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { within } from '../../../values/async/index.ts';
import { onSignals } from '../../../start/process/index.ts';
import { removeEndpoint, type SupervisorConnection } from '../../control/index.ts';
import { describeSupervisor, openSupervisorServer, SUPERVISOR_VARIABLE } from './supervisor-connection.ts';
import { isLoadedMessage, watchChanges } from './watch/index.ts';

/** What the supervisor sends to end its child, because signals do not end a process gracefully on every system. */
export const STOP_MESSAGE = 'stop';
/** How long the nodes may take to end, in ms, before their process is killed. */
export const GRACE_MS = 2000;

export interface SuperviseOptions {
  readonly root: string;
  readonly stateDir: string;
  /** Arguments of the child, without `--watch`. */
  readonly args: readonly string[];
  /** Folder with configurations; null: none. */
  readonly configDir: string | null;
  /** Whether the child restarts when a file that it loaded changes. */
  readonly watch: boolean;
  readonly note: (line: string) => void;
}

/**
 * Runs the nodes in a process of their own. A handler that never returns blocks every signal in its process, so only
 * another process can end it: after the grace period, and at once at a further signal or at SIGQUIT. With `watch` the
 * nodes start again whenever a file that they loaded changes, also after a failure. A new process is the only way to
 * load changed modules.
 * @returns the exit code once the user or the nodes ended it.
 */
export async function supervise(options: SuperviseOptions): Promise<number> {
  const { stateDir, args, watch, note } = options;
  const server = await openSupervisorServer();
  const stopping = Promise.withResolvers<void>();
  let stopped = false;
  let child: ChildProcess | undefined;
  const kill = (exitCode: number): void => {
    removeEndpoint(stateDir, server.token);
    if (child?.kill('SIGKILL') !== true) process.exit(exitCode);
    child.once('exit', () => process.exit(exitCode));
  };
  const quit = (): void => kill(128 + constants.signals.SIGQUIT);
  const off = onSignals({
    stop: () => {
      stopped = true;
      stopping.resolve();
    },
    abort: () => kill(130),
  });
  process.on('SIGQUIT', quit);
  const changes = watch ? watchChanges(options) : null;
  try {
    for (;;) {
      changes?.begin();
      child = start(args, server);
      if (changes !== null)
        child.on('message', (message) => isLoadedMessage(message) && changes.loaded(message.loaded));
      const exited = exitOf(child);
      const outcome = await Promise.race([
        exited,
        stopping.promise.then(() => 'stopped' as const),
        ...(changes === null ? [] : [changes.next().then(() => 'changed' as const)]),
      ]);
      if (typeof outcome === 'string') end(child, note);
      const code = await exited;
      if (stopped || changes === null) return code;
      if (typeof outcome !== 'string') {
        note(`dev ended with exit code ${outcome}; it starts again when a file changes`);
        await Promise.race([changes.next(), stopping.promise]);
        if (stopped) return 0;
      }
      note(`Changed: ${summary(await changes.next())}; starting again`);
    }
  } finally {
    changes?.close();
    removeEndpoint(stateDir, server.token);
    await server.close();
    off();
    process.off('SIGQUIT', quit);
  }
}

function start(args: readonly string[], connection: SupervisorConnection): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SUPERVISOR_VARIABLE]: describeSupervisor(connection) },
  });
}

/** The exit code, after the last message of the child, which names the loaded files, was read. */
async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (child.connected) await within(GRACE_MS, once(child, 'disconnect'));
  return code ?? 1;
}

function end(child: ChildProcess, note: (line: string) => void): void {
  if (child.connected) child.send(STOP_MESSAGE, () => {});
  const timer = setTimeout(() => {
    note(`A handler did not stop within ${GRACE_MS / 1000} s; its process is killed`);
    child.kill('SIGKILL');
  }, GRACE_MS);
  child.once('exit', () => clearTimeout(timer));
}

function summary(files: readonly string[]): string {
  const shown = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}

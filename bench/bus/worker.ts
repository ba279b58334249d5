import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Usage {
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** A process that is measured. */
export interface Worker {
  /** The first message of the process that is such; resolves at once when it came before. */
  firstMessage(isIt: (message: unknown) => boolean): Promise<unknown>;
  /** What the process has used since it began. */
  usage(): Promise<Usage>;
  /** Asks it to end, and waits until it has. */
  end(): Promise<void>;
}

const PROBE = fileURLToPath(new URL('./workers/probe.ts', import.meta.url));

/**
 * Runs a script of `workers/`, or another one, with what it takes to measure it. With `ONEX_BENCH_PROFILE=DIR` a CPU
 * profile of it is left there.
 */
export function startWorker(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Worker {
  const file = fileURLToPath(new URL(script, new URL('./workers/', import.meta.url)));
  const profile = process.env['ONEX_BENCH_PROFILE'];
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
    ...(profile
      ? [
          '--cpu-prof',
          `--cpu-prof-dir=${profile}`,
          `--cpu-prof-name=${script.replaceAll('/', '-')}.cpuprofile`,
        ]
      : []),
  ];
  const child = spawn(process.execPath, [...flags, '--import', PROBE, file, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  let ending = false;

  const firstMessage = async (isIt: (message: unknown) => boolean): Promise<unknown> => {
    for (;;) {
      const found = messages.find(isIt);
      if (found !== undefined) return found;
      const next = once(child, 'message').then(() => 'message' as const);
      const what = await Promise.race([next, exited]);
      if (what !== 'message') throw new Error(`${script} ended with ${what}`);
    }
  };
  void exited.then((code) => {
    if (!ending) console.error(`${script} ended by itself with ${code}`);
  });
  return {
    firstMessage,
    async usage() {
      const isUsage = (message: unknown): message is Usage =>
        typeof message === 'object' && message !== null && 'cpuMs' in message;
      messages.splice(0, messages.length, ...messages.filter((message) => !isUsage(message)));
      child.send('usage');
      return (await firstMessage(isUsage)) as Usage;
    },
    async end() {
      ending = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

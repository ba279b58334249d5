import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Installed } from './installed.ts';

/** Whether there is the program that gives a process a terminal. */
export const hasTerminal = spawnSync('script', ['--version']).status === 0;

/** What is typed once a text has been shown. */
export type Step = readonly [shown: string, typed: string];

/** Runs a command on a terminal of its own and types as a person would, each step when its text is there. */
export async function onTerminal(
  { user }: Installed,
  command: string,
  cwd: string,
  steps: readonly Step[],
): Promise<{ code: number | null; shown: string }> {
  const env = { ...process.env, ...user.env, TERM: 'xterm' };
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    ...user,
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [...steps];
  let shown = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = waiting;
    if (next === undefined || !shown.slice(seen).includes(next[0])) return;
    seen = shown.length;
    waiting.shift();
    // The prompt reads keys only after it has drawn itself.
    setTimeout(() => child.stdin.write(next[1]), 100);
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, shown };
}

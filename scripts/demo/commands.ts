import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { paint } from 'onex-cli-kit';
import { ROOT } from '../build/steps.ts';

/** The built program. */
export const ONEX = join(ROOT, 'dist/bin/onex.js');
/** The runtime's program, relative to a project. */
export const RUNTIME = 'node_modules/onex-runtime/dist/cli/main.js';

/** Shows a command as a person would type it, and in a comment what it is for. */
export function say(command: string, purpose?: string): void {
  const comment = purpose === undefined ? '' : `  ${paint('faint', `# ${purpose}`)}`;
  process.stdout.write(`\n${paint('strong', `$ ${command}`)}${comment}\n`);
}

/** Explains what comes next. */
export function explain(...lines: readonly string[]): void {
  for (const [index, line] of lines.entries())
    process.stdout.write(`${index === 0 ? '\n' : ''}${paint('accent', line)}\n`);
}

async function ended(child: ChildProcess): Promise<number> {
  // A process that has ended already emits nothing more.
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 1;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Runs `onex` as its user would; throws when it fails. */
export async function onex(cwd: string, args: readonly string[]): Promise<void> {
  say(`onex ${args.join(' ')}`);
  const child = spawn(process.execPath, [ONEX, ...args, '--quiet'], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if ((await ended(child)) !== 0) throw new Error(`onex ${args[0]} failed`);
}

/** Runs `onex` and shows all that it prints; throws when it ends with another exit code than expected. */
export function onexShown(cwd: string, args: readonly string[], expected: number, bin = ONEX): void {
  say(`onex ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== expected)
    throw new Error(`onex ${args.join(' ')} ended with ${status}, not with ${expected}`);
}

/** Installs the project; what npm says is shown only when it fails. */
export async function install(cwd: string): Promise<void> {
  say('npm install');
  const child = spawn('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if ((await ended(child)) !== 0) throw new Error('npm install failed');
}

/** Links a package into the project, where `npm install` would put it. `target` is its folder in this repository. */
export function linkPackage(project: string, name: string, target = `node_modules/${name}`): void {
  const link = join(project, 'node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(ROOT, target), link, 'junction');
}

const READY_MS = 120_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const askedToEnd = new WeakSet<ChildProcess>();

/** Asks dev to end, as Ctrl+C does. A second request ends it at once. */
function askToEnd(dev: ChildProcess): void {
  askedToEnd.add(dev);
  dev.kill('SIGINT');
}

/**
 * Starts `onex-runtime dev` and resolves when it is ready; throws when it ends before, or is not ready in time. While it
 * runs, signals that ask this process to end are passed on to it.
 * @param log Is called with each line that dev prints after it is ready; default: the line is printed.
 */
export async function startDev(
  cwd: string,
  args: readonly string[],
  log = (line: string): void => void process.stdout.write(`${line}\n`),
): Promise<ChildProcess> {
  say(`npm run dev${args.length === 0 ? '' : ` -- ${args.join(' ')}`}`);
  const child = spawn(process.execPath, [RUNTIME, 'dev', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    // In a separate process group, because otherwise Ctrl+C in a terminal would reach it twice.
    detached: process.platform !== 'win32',
  });
  const passOn = (): void => askToEnd(child);
  for (const signal of SIGNALS) process.on(signal, passOn);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const ready = Promise.withResolvers<void>();
  let isReady = false;
  child.once('exit', (code, signal) => {
    for (const one of SIGNALS) process.off(one, passOn);
    ready.reject(new Error(`dev ended with ${signal ?? `exit code ${code}`} before it was ready`));
  });
  child.once('error', ready.reject);
  const late = setTimeout(() => {
    child.kill('SIGKILL');
    ready.reject(new Error(`dev was not ready within ${READY_MS / 1000} s`));
  }, READY_MS);
  lines.on('line', (line) => {
    if (isReady) return log(line);
    process.stdout.write(`${line}\n`);
    // With FORCE_COLOR the line is colored.
    isReady = stripVTControlCharacters(line).startsWith('Ready');
    if (isReady) ready.resolve();
  });
  try {
    await ready.promise;
  } finally {
    clearTimeout(late);
  }
  return child;
}

/** Resolves when dev has ended; throws when it does not end well. */
export async function untilEnd(dev: ChildProcess): Promise<void> {
  const code = await ended(dev);
  if (code !== 0) throw new Error(`dev ended with exit code ${code}`);
}

/** Ends dev, unless a signal has done so; throws when it does not end well. */
export async function stopDev(dev: ChildProcess): Promise<void> {
  const end = untilEnd(dev);
  if (!askedToEnd.has(dev)) askToEnd(dev);
  await end;
}

/** Whether a signal asked this process, and so dev, to end. */
export const isInterrupted = (dev: ChildProcess): boolean => askedToEnd.has(dev);

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { paint } from '../../lib/report/index.ts';
import { ROOT } from '../build/steps.ts';

/** The built program. */
export const ONEX = join(ROOT, 'dist/bin/onex.js');
const RUNTIME = 'node_modules/onex-runtime/dist/cli/main.js';

/** Shows a command as a person would type it. */
export function say(command: string): void {
  process.stdout.write(`\n${paint('bold', `$ ${command}`)}\n`);
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

/** Starts `onex-runtime dev` and resolves when it is ready; throws when it ends before, or is not ready in time. */
export async function startDev(cwd: string, args: readonly string[]): Promise<ChildProcess> {
  say(`npm run dev -- ${args.join(' ')}`);
  const child = spawn(process.execPath, [RUNTIME, 'dev', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const ready = Promise.withResolvers<void>();
  child.once('exit', (code, signal) =>
    ready.reject(new Error(`dev ended with ${signal ?? `exit code ${code}`} before it was ready`)),
  );
  child.once('error', ready.reject);
  const late = setTimeout(() => {
    child.kill('SIGKILL');
    ready.reject(new Error(`dev was not ready within ${READY_MS / 1000} s`));
  }, READY_MS);
  lines.on('line', (line) => {
    process.stdout.write(`${line}\n`);
    // With FORCE_COLOR the line is colored.
    if (stripVTControlCharacters(line).startsWith('Ready')) ready.resolve();
  });
  try {
    await ready.promise;
  } finally {
    clearTimeout(late);
  }
  return child;
}

/** Ends dev as Ctrl-C does; throws when it does not end well. */
export async function stopDev(dev: ChildProcess): Promise<void> {
  const end = ended(dev);
  dev.kill('SIGINT');
  const code = await end;
  if (code !== 0) throw new Error(`dev ended with exit code ${code}`);
}

/** Sends one command to a running node and passes on what happens, as it happens. */
export async function send(
  cwd: string,
  node: string,
  payload: object,
): Promise<{ code: number; events: string }> {
  const json = JSON.stringify(payload);
  say(`npx onex-runtime send ${node} '${json}'`);
  const child = spawn(process.execPath, [RUNTIME, 'send', node, json], {
    cwd,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let events = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    events += text;
    process.stdout.write(text);
  });
  return { code: await ended(child), events: stripVTControlCharacters(events) };
}

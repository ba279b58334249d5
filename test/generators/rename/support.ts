import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GENERATORS } from '../../../bin/commands/generate.ts';
import { SmallEnvironment, type HostedClass } from '../../../lib/environment/index.ts';
import type { GeneratingCommand } from '../../../lib/options/index.ts';
import { ROOT } from '../../support/built.ts';

export const PAYMENT = 'nodes/node_billing_payment_effect/v1_0_0';
export const CHECKOUT = 'nodes/node_billing_checkout_orchestrator/v1_0_0';
export const ORDER = 'nodes/node_billing_order_reducer/v1_0_0';

/** Runs a generator in this process, and gives back what it printed. Its errors are thrown. */
export async function generate(
  cwd: string,
  command: GeneratingCommand,
  args: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { default: Generator } = await GENERATORS[command]();
  const folder = command === 'project' ? 'app' : command;
  const written: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write;
  try {
    await new SmallEnvironment(cwd).run(Generator as HostedClass, [...args], {
      yes: true,
      json: true,
      program: 'onex',
      namespace: `onex:${folder}`,
      resolved: join(ROOT, 'generators', folder, 'index.js'),
      ...options,
    });
  } finally {
    process.stdout.write = write;
  }
  return written.join('');
}

export interface RenameReport {
  readonly status: string;
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly warnings: readonly string[];
  readonly mentions: readonly { readonly path: string; readonly line: number; readonly column: number }[];
  readonly types?: { readonly errors: readonly { readonly path: string; readonly line: number }[] };
  readonly error: string | null;
}

/** Renames without the type check, which takes long; where it is tested, its option is given. */
export async function rename(
  root: string,
  args: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<RenameReport> {
  return JSON.parse(await generate(root, 'rename', args, { typecheck: false, ...options })) as RenameReport;
}

/** Why a rename is refused. */
export async function refusal(root: string, args: readonly string[], options = {}): Promise<string> {
  try {
    await generate(root, 'rename', args, { json: false, ...options });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the rename was not refused');
}

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Changes a file as its owner would; what is replaced has to be there. */
export function edit(root: string, path: string, before: string, after: string): void {
  const text = read(root, path);
  if (!text.includes(before)) throw new Error(`${path} does not contain ${before}`);
  write(
    root,
    path,
    text.replace(before, () => after),
  );
}

/** Packages that the generated code needs, from this repository. */
export function linkPackages(root: string): void {
  const links = { zod: 'node_modules/zod', typescript: 'node_modules/typescript', 'onex-runtime': 'runtime' };
  const more = { kafkajs: 'node_modules/kafkajs', '@types/node': 'node_modules/@types/node' };
  for (const [name, target] of Object.entries({ ...links, ...more })) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, target), join(root, 'node_modules', name));
  }
}

/** What TypeScript says of a project; empty where it compiles. */
export function typeErrors(root: string): string {
  const tsc = join(ROOT, 'node_modules/typescript/lib/tsc.js');
  return spawnSync(process.execPath, [tsc, '--noEmit'], { cwd: root, encoding: 'utf8' }).stdout;
}

export const emptyFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'onex-rename-')));

export function copyOf(root: string): string {
  const copy = join(emptyFolder(), 'shop');
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

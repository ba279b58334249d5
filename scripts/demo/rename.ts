import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paint } from 'onex-cli-kit';
import { compilerOutput } from '../compiler-output.ts';
import { linkPackage, onex, onexShown } from './commands.ts';

const HANDLERS = 'nodes/node_billing_payment_effect/v1_0_0/handlers';
const LINE = '// mine, at the top\n';
/** What the code of the project imports, and the compiler that finds its names. */
const PACKAGES = ['typescript', 'zod', 'kafkajs', '@types/node'];

/** What `tsc` says of a project; empty where it compiles. @throws Error when the compiler did not come to its end. */
function typeErrors(cwd: string): string {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--noEmit', '--pretty', 'false'];
  return compilerOutput(spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })).join('\n');
}

/** An operation that a workflow drives, and whose handler was edited, gets another name and its old one back. */
export async function demoRename(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'onex-demo-rename-'));
  await onex(project, ['effect', 'payment', '--domain', 'billing', '--yes']);
  await onex(project, ['orchestrator', 'checkout', '--steps', 'payment:create,payment:read', '--yes']);
  linkPackage(project, 'onex-runtime', 'runtime');
  for (const name of PACKAGES) linkPackage(project, name);
  const before = join(project, HANDLERS, 'handler_create.ts');
  const text = LINE + readFileSync(before, 'utf8');
  writeFileSync(before, text);
  onexShown(project, ['rename', 'payment:create', 'charge'], 0);
  onexShown(project, ['status'], 0);
  const after = readFileSync(join(project, HANDLERS, 'handler_charge.ts'), 'utf8');
  if (!after.startsWith(LINE) || !after.includes('class HandlerCharge'))
    throw new Error('the handler lost its line or its new name');
  const errors = typeErrors(project);
  if (errors !== '') throw new Error(`the project does not compile after the rename:\n${errors}`);
  onexShown(project, ['rename', '--undo'], 0);
  if (readFileSync(before, 'utf8') !== text) throw new Error('the handler is not as it was');
  process.stdout.write(
    `\n${paint('good', 'The project compiled under the new name, and has its old one back.')} It is in ${project}.\n`,
  );
}

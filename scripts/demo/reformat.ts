import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paint } from 'onex-cli-kit';
import { linkPackage, onex, onexShown, say } from './commands.ts';

const HANDLER = 'nodes/node_billing_payment_effect/v1_0_0/handlers/handler_create.ts';
const SETTINGS = { semi: false, tabWidth: 4, printWidth: 100 };

/** Runs Prettier on all code of a project. */
function prettier(cwd: string, option: '--write' | '--check'): void {
  say(`npx prettier ${option} nodes`);
  const files = globSync('nodes/**/*.ts', { cwd });
  const args = [
    join('node_modules', 'prettier', 'bin', 'prettier.cjs'),
    option,
    '--log-level',
    'warn',
    ...files,
  ];
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`prettier ${option} ended with ${status}`);
}

/**
 * A project that its owner formats with other settings is upgraded without a conflict, and stays formatted.
 * @param next The command line of a later version.
 */
export async function demoReformat(next: string): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'onex-demo-reformat-'));
  await onex(project, ['effect', 'payment', '--domain', 'billing', '--yes']);
  linkPackage(project, 'prettier');
  const manifest = join(project, 'package.json');
  const settings = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, `${JSON.stringify({ ...settings, prettier: SETTINGS }, null, 2)}\n`);
  prettier(project, '--write');
  const handler = join(project, HANDLER);
  writeFileSync(handler, `// mine, at the top\n${readFileSync(handler, 'utf8')}`);
  // Of all reformatted files, status lists the two that were edited.
  onexShown(project, ['status', '--check'], 2);
  onexShown(project, ['upgrade'], 0, next);
  const text = readFileSync(handler, 'utf8');
  if (!text.startsWith('// mine, at the top\n') || !text.includes('// of the next version'))
    throw new Error(`${HANDLER} lost a line`);
  prettier(project, '--check');
  process.stdout.write(
    `\n${paint('good', 'Nothing was lost, and all is formatted.')} The project is in ${project}.\n`,
  );
}

import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paint } from 'onex-cli-kit';
import { linkPackage, ONEX, onex, say } from './commands.ts';

const NODE = 'nodes/node_billing_payment_effect';
const CONTRACT = `${NODE}/v1_0_0/contract.yaml`;
const HANDLER = `${NODE}/v1_0_0/handlers/handler_read.ts`;

const IDENTITY = { NAME: 'Owner', EMAIL: 'owner@example.com' };
const ENVIRONMENT = {
  ...process.env,
  GIT_AUTHOR_NAME: IDENTITY.NAME,
  GIT_AUTHOR_EMAIL: IDENTITY.EMAIL,
  GIT_COMMITTER_NAME: IDENTITY.NAME,
  GIT_COMMITTER_EMAIL: IDENTITY.EMAIL,
};

function git(cwd: string, ...args: readonly string[]): void {
  say(`git ${args.join(' ')}`);
  const { status } = spawnSync('git', args, {
    cwd,
    env: ENVIRONMENT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}`);
}

function commit(project: string, message: string): void {
  git(project, 'add', '--all');
  git(project, 'commit', '--quiet', '--message', message);
}

/** Shows what doctor says of git. Its other findings are about a project that is not installed. */
function setUpDriver(project: string): void {
  linkPackage(project, 'onex-runtime', 'runtime');
  say('onex doctor --fix');
  const { stdout } = spawnSync(process.execPath, [ONEX, 'doctor', '--fix'], {
    cwd: project,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => /(?:git|merge driver): /.test(line));
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!stdout.includes('set up in this clone')) throw new Error('doctor did not set up the merge driver');
}

/** Two branches run onex on one node and edit it, and git merges them. */
export async function demoMerge(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'onex-demo-merge-'));
  await onex(project, ['effect', 'payment', '--domain', 'billing', '--yes']);
  git(project, 'init', '--quiet', '--initial-branch', 'main');
  commit(project, 'start');
  setUpDriver(project);

  git(project, 'switch', '--quiet', '--create', 'charge');
  await onex(project, ['add', 'payment', 'operation', 'charge', '--yes']);
  appendFileSync(join(project, HANDLER), '// mine, on the branch charge\n');
  commit(project, 'charge');

  git(project, 'switch', '--quiet', '--create', 'texts', 'main');
  const contract = join(project, CONTRACT);
  const text = readFileSync(contract, 'utf8');
  writeFileSync(contract, text.replace(/^description: .*$/m, 'description: Takes all payments.'));
  await onex(project, ['add', 'payment', 'operation', 'hold', '--yes']);
  commit(project, 'texts');

  git(project, 'merge', '--no-edit', '--no-stat', 'charge');
  await onex(project, ['upgrade']);
  const readme = readFileSync(join(project, NODE, 'README.md'), 'utf8');
  const handler = readFileSync(join(project, HANDLER), 'utf8');
  const node = readFileSync(join(project, NODE, 'v1_0_0/node.ts'), 'utf8');
  const isWhole =
    ['Takes all payments.', '`charge`', '`hold`'].every((text) => readme.includes(text)) &&
    ['charge: new ', 'hold: new '].every((text) => node.includes(text)) &&
    handler.includes('// mine');
  if (!isWhole) throw new Error('the merge lost a change');
  process.stdout.write(`\n${paint('good', 'All changes are there.')} The project is in ${project}.\n`);
}

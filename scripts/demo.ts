/**
 * `npm run demo [-- DIR]`: makes a project with a node of each kind, installs it, runs it in one process on the
 * in-memory bus, sends it a command that succeeds and one that fails, and says what to do next.
 * `npm run demo -- upgrade`: edits are made, the next version of the templates comes, everything is kept.
 */
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isSupportedNode, paint, shellWord } from 'onex-cli-kit';
import { nodeOfShell } from '../lib/report/index.ts';
import { install, onex, say, send, startDev, stopDev } from './demo/commands.ts';
import { tree } from './demo/tree.ts';

const KINDS = ['workflow-started', 'workflow-completed', 'workflow-failed'].concat([
  'stage-started',
  'stage-completed',
  'stage-failed',
]);

const explain = (text: string): void => void process.stdout.write(`\n${paint('accent', text)}\n`);

async function emptyFolder(given: string | undefined): Promise<string> {
  if (given === undefined) return join(await mkdtemp(join(tmpdir(), 'onex-demo-')), 'shop');
  const folder = resolve(given);
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Error(`${folder} cannot be used: ${error.message}`);
  });
  if (there.length > 0) throw new Error(`${folder} is not empty; give a new folder`);
  return folder;
}

async function generate(project: string): Promise<void> {
  const withNode = isSupportedNode(nodeOfShell()) ? [] : ['--with-node'];
  await mkdir(project, { recursive: true });
  await onex(project, ['effect', 'payment', '--domain', 'billing', '--yes', ...withNode]);
  await onex(project, ['compute', 'price', '--domain', 'billing', '--event-bus', '--yes']);
  await onex(project, ['reducer', 'order', '--domain', 'billing', '--event-bus', '--yes']);
  const steps = 'price:compute,payment:create';
  await onex(project, ['orchestrator', 'checkout', '--domain', 'billing', '--steps', steps, '--yes']);
  // One payment fits, so that the second command fails and shows the events of a failure.
  await mkdir(join(project, 'config'), { recursive: true });
  await writeFile(join(project, 'config/node_billing_payment_effect.yaml'), 'max_entries: 1\n');
  say('tree');
  process.stdout.write(await tree(project));
}

async function runNodes(project: string): Promise<void> {
  const dev = await startDev(project, ['--config-dir', 'config']);
  try {
    explain(
      'One command to the orchestrator: it asks the compute to score the order, then the effect to keep a payment.',
    );
    const first = await send(project, 'checkout', { data: { item: 'tea', primary: 3 } });
    if (first.code !== 0) throw new Error('the first command failed');
    explain(
      'The same once more. The store of payments is full, so that the second stage and the workflow fail.',
    );
    const second = await send(project, 'checkout', { data: { item: 'milk', primary: 4 } });
    if (second.code === 0) throw new Error('the second command did not fail');
    const missing = KINDS.filter((kind) => !`${first.events}${second.events}`.includes(`-${kind}.v1`));
    if (missing.length > 0) throw new Error(`no event of the kind ${missing.join(', ')} was seen`);
    explain(`All six kinds of events were seen: ${KINDS.join(', ')}.`);
  } finally {
    await stopDev(dev);
  }
}

const started = performance.now();
async function demoRun(): Promise<void> {
  const project = await emptyFolder(process.argv[2]);
  await generate(project);
  await install(project);
  await runNodes(project);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    [
      `\n${paint('good', `Done in ${seconds} s.`)} The project is in ${project}. Next:\n`,
      `  cd ${shellWord(project)}\n`,
      '  npm test\n',
      '  npm run dev\n',
      '  in another terminal there: npx onex-runtime tail --follow\n',
    ].join(''),
  );
}

try {
  if (process.argv[2] === 'upgrade') await (await import('./demo/upgrade.ts')).demoUpgrade();
  else await demoRun();
} catch (error) {
  process.stderr.write(`${paint('bad', 'error:', process.stderr)} ${(error as Error).message}\n`);
  process.exitCode = 1;
}

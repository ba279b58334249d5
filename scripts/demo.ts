/**
 * `npm run demo [-- DIR] [-- --stay]` generates the order system of `examples/orders`, installs it, runs its five nodes
 * in one process on the in-memory bus, and tells a story with them: an order that is paid and shipped, and one whose
 * payment fails and that is undone. With `--stay` the nodes run until Ctrl+C.
 * `npm run demo -- upgrade` shows how edits survive the next version of the templates.
 */
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isSupportedNode, paint, shellWord } from 'onex-cli-kit';
import { scriptArguments } from './command-line.ts';
import { nodeOfShell } from '../lib/report/index.ts';
import { explain, install, isInterrupted, say, startDev, stopDev, untilEnd } from './demo/commands.ts';
import { invite } from './demo/stay.ts';
import { tellStory } from './demo/story.ts';
import { tree } from './demo/tree.ts';
import { makeOrders } from './orders/make.ts';

class Interrupted extends Error {}

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
  explain(
    'Generate a tea shop: one project, and five nodes from the contracts in examples/orders/contracts.',
  );
  const withNode = isSupportedNode(nodeOfShell()) ? [] : ['--with-node'];
  makeOrders(project, { options: withNode, show: say });
  explain(
    'Handlers written by hand (examples/orders/nodes) replace the generated placeholders. One node of the five:',
  );
  say('tree nodes/node_shop_payment_effect');
  process.stdout.write(await tree(join(project, 'nodes/node_shop_payment_effect')));
  explain('Install the only dependencies: the runtime (from vendor/), TypeScript, a linter, and zod.');
  await install(project);
}

async function runNodes(project: string, stays: boolean): Promise<void> {
  explain(
    'Run all nodes in one process. No broker and no database: the bus and the state are in memory.',
    'Each node logs that it is on the bus. Then dev lists every node with its kind, version, and health check,',
    'and two commands to try. The demo runs such commands below.',
  );
  let isShown = false;
  const dev = await startDev(project, [], (line) => void (isShown && process.stdout.write(`${line}\n`)));
  try {
    await tellStory(project);
    if (!stays) return;
    invite(project);
    isShown = true;
    await untilEnd(dev);
  } catch (error) {
    throw isInterrupted(dev) ? new Interrupted('interrupted') : error;
  } finally {
    await stopDev(dev);
  }
}

async function demoRun(given: string | undefined, stays: boolean): Promise<void> {
  const started = performance.now();
  const project = await emptyFolder(given);
  await generate(project);
  await runNodes(project, stays);
  if (stays) return void process.stdout.write(`\nEnded. The project is in ${project}.\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    [
      `\n${paint('good', `Done in ${seconds} s.`)} The project is in ${project}. Next:\n`,
      `  cd ${shellWord(project)}\n`,
      `  npm test            ${paint('faint', '# run the tests of the nodes')}\n`,
      `  npm run dev         ${paint('faint', '# run the nodes again')}\n`,
      `Or run the demo with \`npm run demo -- --stay\`, and send orders yourself.\n`,
    ].join(''),
  );
}

try {
  const { values, positionals } = scriptArguments({
    name: 'demo',
    summary: 'Make a project with five nodes, run them, and send them orders',
    usage: '[DIR|upgrade]',
    options: { stay: { type: 'flag', description: 'let the nodes run until Ctrl-C' } },
    takes: { most: 1 },
  });
  if (positionals[0] === 'upgrade') await (await import('./demo/upgrade.ts')).demoUpgrade();
  else await demoRun(positionals[0], values.stay === true);
} catch (error) {
  process.stderr.write(`${paint('bad', 'error:', process.stderr)} ${(error as Error).message}\n`);
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}

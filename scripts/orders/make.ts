import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';

const EXAMPLE = join(ROOT, 'examples/orders');
const ONEX = join(ROOT, 'dist/bin/onex.js');

/** In this order, because a workflow's steps take the types of the nodes that do them. */
const CONTRACTS = [
  'price_compute',
  'stock_effect',
  'payment_effect',
  'order_reducer',
  'checkout_orchestrator',
];

/** Generates the project of the order system in a new folder, and puts the handlers of the example into it. */
export function makeOrders(project: string): void {
  mkdirSync(project, { recursive: true });
  onex(project, ['project', '.', '--domain', 'shop', '--yes', '--no-install']);
  for (const name of CONTRACTS) {
    onex(project, [
      'node',
      '--contract',
      join(EXAMPLE, 'contracts', `${name}.yaml`),
      '--yes',
      '--no-install',
    ]);
  }
  for (const name of readdirSync(join(EXAMPLE, 'nodes'))) {
    cpSync(join(EXAMPLE, 'nodes', name), join(project, `nodes/node_shop_${name}/v1_0_0/handlers`), {
      recursive: true,
    });
  }
}

function onex(cwd: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ONEX, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`onex ${args.join(' ')} ended with exit code ${status}: ${stderr}${stdout}`);
}

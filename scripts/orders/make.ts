import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';
import { ONEX } from '../demo/commands.ts';

const EXAMPLE = join(ROOT, 'examples/orders');

/** What each node is for. In this order, because a workflow's steps take the types of the nodes that do them. */
const CONTRACTS = {
  price_compute: 'computes what an order costs',
  stock_effect: 'reserves goods and puts them back',
  payment_effect: 'charges customers and refunds them',
  order_reducer: 'stores the state of each order: placed, shipped, delivered, or cancelled',
  checkout_orchestrator: 'asks the other four, one after the other, and undoes all of it on a failure',
};

interface MakeOptions {
  /** Further options of `onex project`. */
  readonly options?: readonly string[];
  /** Is called with each command, and what it is for, before the command runs. */
  readonly show?: (command: string, purpose: string) => void;
}

/** Generates the project of the order system in a new folder, and puts the handlers of the example into it. */
export function makeOrders(project: string, { options = [], show }: MakeOptions = {}): void {
  mkdirSync(project, { recursive: true });
  const first = ['project', '.', '--domain', 'shop', ...options, '--yes'];
  show?.(`onex ${first.join(' ')}`, 'the project around the nodes');
  onex(project, [...first, '--no-install']);
  for (const [name, purpose] of Object.entries(CONTRACTS)) {
    const contract = `examples/orders/contracts/${name}.yaml`;
    show?.(`onex node --contract ${contract} --yes`, purpose);
    onex(project, ['node', '--contract', join(ROOT, contract), '--yes', '--no-install']);
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

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECKOUT, PAYMENT, TAX } from './nodes.ts';

const RUNTIME = path.resolve(import.meta.dirname, '../../..');

export const NODES = {
  node_billing_payment_effect: PAYMENT,
  node_billing_checkout_orchestrator: CHECKOUT,
  node_billing_tax_compute: TAX,
};

export interface TestProject {
  readonly root: string;
  write(file: string, text: string): void;
  remove(): void;
}

/** Writes a project into a folder of its own, with the runtime of this repository installed by a link. */
export function writeProject(names: readonly (keyof typeof NODES)[]): TestProject {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-shop-'));
  const write = (file: string, text: string): void => {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  write('.yo-rc.json', '{"generator-onex": {"name": "shop"}}\n');
  write(
    'package.json',
    '{"name": "shop", "type": "module", "dependencies": {"onex-runtime": "*", "zod": "*"}}\n',
  );
  for (const name of names) {
    for (const [file, text] of Object.entries(NODES[name])) write(`nodes/${name}/v1_0_0/${file}`, text);
    chmodSync(path.join(root, 'nodes', name, 'v1_0_0/start_node.ts'), 0o755);
  }
  mkdirSync(path.join(root, 'node_modules'));
  symlinkSync(RUNTIME, path.join(root, 'node_modules/onex-runtime'), 'dir');
  symlinkSync(path.join(RUNTIME, '../node_modules/zod'), path.join(root, 'node_modules/zod'), 'dir');
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

import { appendFileSync, globSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { measureNode, type Measured } from './measure.ts';

export interface WideNode {
  readonly operations: number;
  readonly files: number;
  readonly measured: Measured;
}

/**
 * One effect with so many operations, which its owner edited, generated again with one more: contract, code, and tests are
 * merged with the edit.
 */
export function regenerateWideNode(onex: string, operations: number, scratch: string): WideNode {
  const root = path.join(scratch, `wide-${operations}`);
  mkdirSync(root, { recursive: true });
  const names = Array.from({ length: operations }, (_, index) => `op${index}`).join(',');
  measureNode(
    onex,
    ['effect', 'wide', '--domain', 'billing', '--operations', names, '--yes', '--quiet'],
    root,
  );
  const node = 'nodes/node_billing_wide_effect';
  appendFileSync(path.join(root, node, 'v1_0_0/node.ts'), '// of the owner\n');
  const measured = measureNode(
    onex,
    ['effect', 'wide', '--operations', 'one_more', '--yes', '--quiet'],
    root,
  );
  return { operations, files: globSync(`${node}/**/*.*`, { cwd: root }).length, measured };
}

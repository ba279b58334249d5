import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { realDisk, type Disk } from '../../lib/reconcile/disk/disk.ts';
import { beginRun } from '../../lib/reconcile/index.ts';

function projectWith(nodes: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'onex-basis-'));
  for (const node of nodes) {
    mkdirSync(join(root, 'nodes', node, 'v1_0_0'), { recursive: true });
    writeFileSync(join(root, 'nodes', node, 'v1_0_0/contract.yaml'), 'name: x\n');
  }
  return root;
}

function countingDisk(): { readonly disk: Disk; count(): number } {
  let calls = 0;
  const lstat: Disk['lstat'] = (path) => {
    calls += 1;
    return realDisk.lstat(path);
  };
  return { disk: { ...realDisk, lstat }, count: () => calls };
}

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `node_${index}_effect`);
const edit = (root: string, node: string): void =>
  writeFileSync(join(root, 'nodes', node, 'v1_0_0/contract.yaml'), 'name: changed\n');

describe('what a run was rendered from', () => {
  it('costs the same in a large project where the run is about a few nodes', async () => {
    const costs: number[] = [];
    for (const count of [2, 40]) {
      const { disk, count: calls } = countingDisk();
      const basis = await beginRun(projectWith(names(count)), { dryRun: false, nodes: 'named', disk });
      basis.watch('node_1_effect');
      basis.refuseChanged(['nodes/node_1_effect']);
      costs.push(calls());
    }
    expect(costs[1]).to.equal(costs[0]);
  });

  for (const nodes of ['all', 'named'] as const) {
    it(`is refused when it changed, and nothing else is (${nodes})`, async () => {
      const root = projectWith(names(3));
      const basis = await beginRun(root, { dryRun: false, nodes });
      for (const node of ['node_0_effect', 'node_1_effect']) basis.watch(node);
      basis.dependsOn('node_1_effect');
      edit(root, 'node_2_effect');
      expect(() => basis.refuseChanged(['nodes/node_0_effect'])).to.not.throw();
      edit(root, 'node_1_effect');
      expect(() => basis.refuseChanged(['nodes/node_0_effect'])).to.throw(
        'node_1_effect/v1_0_0/contract.yaml changed',
      );
    });
  }

  it('is as it was when the node was watched first', async () => {
    const root = projectWith(names(1));
    const basis = await beginRun(root, { dryRun: false, nodes: 'named' });
    basis.watch('node_0_effect');
    edit(root, 'node_0_effect');
    basis.watch('node_0_effect');
    expect(() => basis.refuseChanged(['nodes/node_0_effect'])).to.throw('changed during this run');
  });
});

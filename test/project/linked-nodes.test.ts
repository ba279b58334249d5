import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { nodeNames, versionFolders } from '../../lib/project/index.ts';

const NODE = 'node_billing_payment_effect';

/** A folder with one version of a node. */
function nodeAt(folder: string): void {
  mkdirSync(join(folder, 'v1_0_0'), { recursive: true });
  writeFileSync(join(folder, 'v1_0_0/contract.yaml'), 'name: payment\n');
}

describe('links in nodes/', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'onex-links-'));
    mkdirSync(join(root, 'nodes'));
  });

  it('lead to nodes', async () => {
    nodeAt(join(root, 'elsewhere', NODE));
    symlinkSync(join('..', 'elsewhere', NODE), join(root, 'nodes', NODE), 'dir');
    expect(await nodeNames(root)).to.deep.equal([NODE]);
    expect(await versionFolders(root, NODE)).to.deep.equal(['v1_0_0']);
  });

  it('that lead back, to nothing, or to a folder without a node are no nodes', async () => {
    nodeAt(join(root, 'nodes', NODE));
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync('.', join(root, 'nodes/loop'), 'dir');
    symlinkSync('nowhere', join(root, 'nodes/gone'), 'dir');
    symlinkSync(join('..', 'elsewhere'), join(root, 'nodes/folder'), 'dir');
    expect(await nodeNames(root)).to.deep.equal([NODE]);
  });
});

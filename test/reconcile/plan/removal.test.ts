import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recover } from '../../../lib/reconcile/commit/recover.ts';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';
import { commit, reconcile, type Plan, type Report } from '../../../lib/reconcile/index.ts';
import { dyingDisk, failingDisk, hasCrashed } from '../../faults/index.ts';
import { deadPid } from '../support/big-upgrade.ts';
import { unitOf } from '../support/project.ts';
import { buryHolder, treeOf, withoutStore } from '../support/tree.ts';

const NODE = 'nodes/node_a';
const options = { generatorVersion: '0.1.0', onConflict: 'fail' as const };

const planRemoval = (root: string, disk: Disk = realDisk): Promise<Plan> =>
  reconcile({
    root,
    units: [{ removed: true, root: NODE, beside: ['config/node_a.yaml'] }],
    options: { ...options, disk },
  });
const remove = async (root: string, disk?: Disk): Promise<Report> => commit(await planRemoval(root, disk));

describe('the removal of a unit', () => {
  let start = '';

  before(async () => {
    start = mkdtempSync(join(tmpdir(), 'onex-removal-'));
    const files = { 'v1_0_0/a.ts': 'a\n', 'v1_0_0/deep/b.ts': 'b\n', 'README.md': 'c\n' };
    await commit(
      await reconcile({ root: start, units: [unitOf(files, { root: NODE, kind: 'node' })], options }),
    );
    writeFileSync(join(start, NODE, 'v1_0_0/a.ts'), 'mine\n');
    writeFileSync(join(start, NODE, 'notes.md'), 'mine\n');
    mkdirSync(join(start, 'config'));
    writeFileSync(join(start, 'config/node_a.yaml'), 'a: 1\n');
    writeFileSync(join(start, 'other.txt'), 'other\n');
  });

  function copy(): string {
    const root = join(mkdtempSync(join(tmpdir(), 'onex-removal-')), 'project');
    cpSync(start, root, { recursive: true });
    return root;
  }

  it('lists every file with what its owner has in it, and deletes all of them with the records', async () => {
    const root = copy();
    const { files } = await planRemoval(root);
    expect(files.map(({ path, action, reason }) => [path, action, reason])).to.deep.equal([
      [`${NODE}/README.md`, 'delete', null],
      [`${NODE}/notes.md`, 'delete', 'it is yours'],
      [`${NODE}/v1_0_0/a.ts`, 'delete', 'you changed it'],
      [`${NODE}/v1_0_0/deep/b.ts`, 'delete', null],
      ['config/node_a.yaml', 'delete', 'it is yours'],
    ]);
    const { json } = await remove(root);
    expect(json.status).to.equal('done');
    expect(withoutStore(treeOf(root))).to.deep.equal({ 'other.txt': '- other\n' });
  });

  it('is refused for a link in the folder, and for a folder that is a link', async () => {
    const linked = copy();
    symlinkSync('../../other.txt', join(linked, NODE, 'link.txt'));
    expect((await remove(linked)).json).to.include({ status: 'error' });
    expect(existsSync(join(linked, 'other.txt')) && existsSync(join(linked, NODE, 'notes.md'))).to.equal(
      true,
    );
    const whole = copy();
    mkdirSync(join(whole, 'elsewhere'));
    cpSync(join(whole, NODE), join(whole, 'elsewhere/node_a'), { recursive: true });
    const { json } = await commit(
      await reconcile({
        root: (symlinkSync('../elsewhere/node_a', join(whole, 'nodes/node_b')), whole),
        units: [{ removed: true, root: 'nodes/node_b' }],
        options,
      }),
    );
    expect(json.error).to.match(/nodes\/node_b: is a link/);
    expect(existsSync(join(whole, 'elsewhere/node_a/README.md'))).to.equal(true);
  });

  it('leaves all or nothing when the run dies after any call that changes the disk', async () => {
    const before = withoutStore(treeOf(start));
    const counting = failingDisk(
      () => 'none',
      (name) => new Error(name),
    );
    await remove(copy(), counting.disk);
    const seen = new Set<string>();
    for (let call = 1; call <= counting.calls(); call += 1) {
      const root = copy();
      const outcome = await remove(root, dyingDisk(call, 'after').disk).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(hasCrashed(outcome), String(outcome)).to.equal(true);
      await buryHolder(root, deadPid);
      await recover(realDisk, root);
      const tree = withoutStore(treeOf(root));
      const isOld = JSON.stringify(tree) === JSON.stringify(before);
      seen.add(isOld ? 'old' : 'new');
      expect(tree, `call ${call}`).to.deep.equal(isOld ? before : { 'other.txt': '- other\n' });
    }
    expect([...seen].toSorted()).to.deep.equal(['new', 'old']);
  });
});

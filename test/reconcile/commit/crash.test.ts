import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recover } from '../../../lib/reconcile/commit/recover.ts';
import { realDisk } from '../../../lib/reconcile/disk/disk.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { edit, firstVersion } from '../support/big-change.ts';
import { deadPid, STEP, upgrade } from '../support/big-upgrade.ts';
import { dyingDisk, hasCrashed, failingDisk } from '../../faults/index.ts';
import { createProject } from '../support/project.ts';
import { buryHolder, treeOf, withoutStore } from '../support/tree.ts';

function copyOf(root: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'onex-crash-')), 'project');
  cpSync(root, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

function errno(code: string): (name: string) => Error {
  return (name) => Object.assign(new Error(`${code}: ${name}`), { code });
}

describe('commit: all or nothing', () => {
  let start = '';
  let oldTree: Record<string, string> = {};
  let newTree: Record<string, string> = {};
  let calls = 0;

  before(async () => {
    const project = createProject();
    await project.generate(firstVersion());
    edit(project);
    start = project.root;
    oldTree = treeOf(start);
    const finished = copyOf(start);
    const counting = failingDisk(() => 'none', errno('EIO'));
    await upgrade(finished, counting.disk);
    newTree = treeOf(finished);
    calls = counting.calls();
    expect(newTree).to.not.deep.equal(oldTree);
  });

  /** Lets a run die, then checks that recovery gives one of the two trees, and the next run the new one. */
  async function die(at: number, how: 'before' | 'half' | 'after'): Promise<'old' | 'new'> {
    const root = copyOf(start);
    const outcome = await upgrade(root, dyingDisk(at, how).disk).catch((error: unknown) => error);
    // A run whose last calls fail has ended all the same: only its lock stays.
    if (outcome instanceof Error) expect(hasCrashed(outcome), `call ${at}: ${outcome}`).to.equal(true);
    await buryHolder(root, deadPid);
    await recover(realDisk, root);
    const recovered = withoutStore(treeOf(root));
    const state = JSON.stringify(recovered) === JSON.stringify(oldTree) ? 'old' : 'new';
    expect(recovered, `call ${at} ${how}`).to.deep.equal(state === 'old' ? oldTree : newTree);
    await upgrade(root, realDisk);
    expect(withoutStore(treeOf(root)), `next run after call ${at} ${how}`).to.deep.equal(newTree);
    return state;
  }

  it('leaves the old tree or the new one when it dies after any call that changes the disk', async function () {
    this.timeout(240_000);
    const states: string[] = [];
    for (let at = 1; at <= calls; at += STEP) states.push(await die(at, 'after'));
    expect(states.indexOf('new'), 'the new state is reached once, and never left').to.be.greaterThan(0);
    expect(states.slice(states.indexOf('new')).every((state) => state === 'new')).to.equal(true);
  });

  it('leaves the old tree or the new one when it dies in the middle of writing a file', async function () {
    this.timeout(240_000);
    for (let at = 1; at <= calls; at += 3 * STEP) await die(at, 'half');
  });

  it('takes everything back at once when a call fails', async function () {
    this.timeout(240_000);
    for (let at = 1; at <= calls; at += 2 * STEP) {
      const root = copyOf(start);
      const { disk } = failingDisk((call) => (call === at ? 'before' : 'none'), errno('EIO'));
      const outcome = await upgrade(root, disk).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) continue;
      if (!outcome.message.includes('run again to finish'))
        expect(withoutStore(treeOf(root)), `call ${at}: ${outcome.message}`).to.deep.equal(oldTree);
      await buryHolder(root, deadPid);
      await upgrade(root, realDisk);
      expect(treeOf(root), `call ${at}`).to.deep.equal(newTree);
    }
  });

  it('reaches the old tree or the new one when every call fails from any moment on', async function () {
    this.timeout(240_000);
    for (let at = 1; at <= calls; at += 2 * STEP) {
      for (const how of ['before', 'after'] as const) {
        const root = copyOf(start);
        const { disk } = failingDisk((call) => (call >= at ? how : 'none'), errno('EIO'));
        await upgrade(root, disk).catch(() => undefined);
        await buryHolder(root, deadPid);
        await recover(realDisk, root);
        const tree = withoutStore(treeOf(root));
        const old = JSON.stringify(tree) === JSON.stringify(oldTree);
        expect(tree, `call ${at} ${how}`).to.deep.equal(old ? oldTree : newTree);
        await upgrade(root, realDisk);
        expect(withoutStore(treeOf(root)), `next run after call ${at} ${how}`).to.deep.equal(newTree);
      }
    }
  });

  it('reaches the old tree or the new one when somebody deletes what a killed run had staged', async function () {
    this.timeout(240_000);
    for (let at = 1; at <= calls; at += 2 * STEP) {
      const root = copyOf(start);
      await upgrade(root, dyingDisk(at, 'after').disk).catch(() => undefined);
      await buryHolder(root, deadPid);
      for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }))
        if (/\.onex-[0-9a-f]{12}-\d+\.new$/.test(name)) rmSync(join(root, name));
      await recover(realDisk, root);
      const tree = withoutStore(treeOf(root));
      const old = JSON.stringify(tree) === JSON.stringify(oldTree);
      expect(tree, `call ${at}`).to.deep.equal(old ? oldTree : newTree);
      await upgrade(root, realDisk);
      expect(treeOf(root), `next run after call ${at}`).to.deep.equal(newTree);
    }
  });

  it('changes nothing on a disk that is full from any moment on', async function () {
    this.timeout(240_000);
    for (let at = 1; at <= calls; at += 2 * STEP) {
      const root = copyOf(start);
      const needsRoom = new Set(['mkdir', 'create', 'link']);
      const { disk } = failingDisk(
        (call, name) => (call >= at && needsRoom.has(name) ? 'half' : 'none'),
        errno('ENOSPC'),
      );
      const outcome = await upgrade(root, disk).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) continue;
      expect(outcome).to.be.instanceOf(UserError);
      expect((outcome as Error).message).to.contain('the disk is full');
      expect(treeOf(root), `call ${at}`).to.deep.equal(oldTree);
    }
  });

  it('restores the modes that it had changed when it is taken back', async () => {
    const project = createProject();
    await project.generate({ '*a.sh': 'x\n', '*b.sh': 'x\n', 'c.txt': '1\n' });
    const broken = failingDisk(
      (_call, name, path) => (name === 'rename' && path.endsWith('.new') ? 'before' : 'none'),
      errno('EIO'),
    );
    const error = await project
      .generate({ 'a.sh': 'x\n', 'b.sh': 'x\n', 'c.txt': '2\n' }, { disk: broken.disk })
      .catch((reason: Error) => reason);
    expect(String(error)).to.contain('EIO');
    expect([project.mode('a.sh') & 0o111, project.mode('b.sh') & 0o111]).to.deep.equal([0o111, 0o111]);
  });

  it('leaves no empty store in the project', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'a\n' });
    expect(Object.keys(treeOf(project.root)).filter((name) => name.startsWith('.onex'))).to.deep.equal([]);
  });
});

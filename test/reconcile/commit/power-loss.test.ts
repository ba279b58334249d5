import { join } from 'node:path';
import { expect } from 'chai';
import { recover } from '../../../lib/reconcile/commit/recover.ts';
import { dyingDisk, failingDisk, type FailingDisk, type LosingDisk } from '../../faults/index.ts';
import { deadPid, MEMORY_ROOT, projectInMemory, STEP, upgrade } from '../support/big-upgrade.ts';
import { NODE_ROOT } from '../support/project.ts';
import { buryHolder, treeOf, withoutStore } from '../support/tree.ts';

const everything = (): boolean => true;
const nothing = (): boolean => false;

/** Chooses by a seed what survives, the same for the same seed. */
function some(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state > 2 ** 30;
  };
}

const LOSSES: Readonly<Record<string, () => () => boolean>> = {
  'nothing that was not flushed survives': () => nothing,
  'everything that was not flushed survives but contents': () => everything,
  'some of it survives': () => some(1),
  'other parts of it survive': () => some(20),
};

const shown = (disk: LosingDisk): Record<string, string> => withoutStore(treeOf(MEMORY_ROOT, disk));

describe('commit: a loss of power', () => {
  let start: LosingDisk;
  let oldTree: Record<string, string>;
  let newTree: Record<string, string>;
  let calls: number;
  const fresh = (): LosingDisk => start.afterPowerLoss(everything);

  before(async () => {
    start = await projectInMemory();
    oldTree = shown(start);
    const finished = fresh();
    const counting = failingDisk(
      () => 'none',
      () => new Error(),
      finished,
    );
    await upgrade(MEMORY_ROOT, counting.disk);
    newTree = shown(finished);
    calls = counting.calls();
  });

  /** What the next start of the machine finds, after recovery: the old tree or the new one. */
  async function recovered(disk: LosingDisk, what: string): Promise<'old' | 'new'> {
    await buryHolder(MEMORY_ROOT, deadPid, disk);
    await recover(disk, MEMORY_ROOT);
    const tree = shown(disk);
    const state = JSON.stringify(tree) === JSON.stringify(oldTree) ? 'old' : 'new';
    expect(tree, what).to.deep.equal(state === 'old' ? oldTree : newTree);
    await upgrade(MEMORY_ROOT, disk);
    expect(shown(disk), `the next run after ${what}`).to.deep.equal(newTree);
    return state;
  }

  for (const [name, loss] of Object.entries(LOSSES)) {
    it(`leaves the old tree or the new one at any moment of a run when ${name}`, async () => {
      const states = new Set<string>();
      for (let at = 1; at <= calls; at += STEP) {
        const disk = fresh();
        await upgrade(MEMORY_ROOT, dyingDisk(at, 'after', disk).disk).catch(() => undefined);
        states.add(await recovered(disk.afterPowerLoss(loss()), `call ${at}`));
      }
      expect([...states].toSorted()).to.deep.equal(['new', 'old']);
    });

    it(`leaves the old tree or the new one at any moment of a run that is taken back when ${name}`, async () => {
      for (let at = 40; at <= 2 * calls; at += STEP) {
        const disk = fresh();
        const broken = failsToApply(disk, at);
        const outcome = await upgrade(MEMORY_ROOT, broken.disk).catch((error: unknown) => error);
        expect(outcome).to.be.instanceOf(Error);
        await recovered(disk.afterPowerLoss(loss()), `call ${at}`);
        if (broken.calls() < at) break;
      }
    });

    it(`leaves the old tree or the new one at any moment of a recovery when ${name}`, async () => {
      for (const diedAt of [Math.floor(calls / 3), Math.floor((calls * 3) / 4)]) {
        for (let at = 1; at <= calls; at += STEP) {
          const disk = fresh();
          await upgrade(MEMORY_ROOT, dyingDisk(diedAt, 'after', disk).disk).catch(() => undefined);
          await buryHolder(MEMORY_ROOT, deadPid, disk);
          const dying = dyingDisk(at, 'after', disk);
          await recover(dying.disk, MEMORY_ROOT).catch(() => undefined);
          await recovered(disk.afterPowerLoss(loss()), `died at ${diedAt}, recovery at ${at}`);
          if (dying.calls() < at) break;
        }
      }
    });
  }

  it('takes nothing of a run that has ended', async () => {
    const disk = fresh();
    await upgrade(MEMORY_ROOT, disk);
    for (const loss of Object.values(LOSSES))
      expect(shown(disk.afterPowerLoss(loss()))).to.deep.equal(newTree);
  });

  it('does not let a run that has ended change anything once more', async () => {
    const disk = fresh();
    await upgrade(MEMORY_ROOT, disk);
    const script = join(MEMORY_ROOT, NODE_ROOT, 'run.sh');
    await disk.chmod(script, 0o755);
    const after = disk.afterPowerLoss(nothing);
    await buryHolder(MEMORY_ROOT, deadPid, after);
    expect(await recover(after, MEMORY_ROOT)).to.deep.equal([]);
    expect(after.lstat(script)?.mode).to.equal(0o755);
  });

  it('takes nothing of a run that failed and was taken back', async () => {
    const disk = fresh();
    await upgrade(MEMORY_ROOT, failsToApply(disk, Infinity).disk).catch(() => undefined);
    for (const loss of Object.values(LOSSES)) {
      const after = disk.afterPowerLoss(loss());
      expect(shown(after)).to.deep.equal(oldTree);
    }
  });
});

/** Refuses one file's new contents, so that the run is taken back, and dies at a later call. */
function failsToApply(disk: LosingDisk, diesAt: number): FailingDisk {
  let dead = false;
  return failingDisk(
    (call, name, path) => {
      dead ||= call >= diesAt;
      return dead || (name === 'rename' && /-2\d\.new$/.test(path)) ? 'before' : 'none';
    },
    (name) => Object.assign(new Error(`EIO: ${name}`), { code: 'EIO' }),
    disk,
  );
}

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisProcess } from '../../../lib/reconcile/commit/lock/holder.ts';
import { recover } from '../../../lib/reconcile/commit/recover.ts';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';
import { commit } from '../../../lib/reconcile/index.ts';
import { failingDisk } from '../../faults/index.ts';
import { deadPid } from '../support/big-upgrade.ts';
import { createProject, NODE_ROOT, type Project } from '../support/project.ts';
import { buryHolder, treeOf } from '../support/tree.ts';

const OLD = { 'a.txt': '1\n2\n', 'b.txt': '1\n2\n', 'c.txt': '1\n2\n' };
const NEW = { 'a.txt': '1\nnew\n', 'b.txt': '1\nnew\n', 'c.txt': '1\nnew\n' };

class Dead extends Error {}

/** A disk that dies at the first change for which `when` holds, and stays dead. */
function diesWhen(when: (name: string, path: string) => boolean): Disk {
  let dead = false;
  return failingDisk(
    (_call, name, path) => {
      dead ||= when(name, path);
      return dead ? 'before' : 'none';
    },
    () => new Dead(),
  ).disk;
}

/** A project whose update died when it was to put `file` in its place. */
async function diedAt(file: string): Promise<Project> {
  const project = createProject();
  await project.generate(OLD);
  const at = Object.keys(NEW).indexOf(file);
  const disk = diesWhen((name, path) => name === 'rename' && path.endsWith(`-${at}.new`));
  await project.generate(NEW, { disk }).catch(() => undefined);
  await buryHolder(project.root, deadPid);
  return project;
}

const texts = (project: Project): string[] => Object.keys(OLD).map((name) => project.read(name));
const leftovers = (project: Project): string[] =>
  Object.keys(treeOf(project.root)).filter((name) => /\.onex-[0-9a-f]|journal|lock/.test(name));

describe('commit: a run that was interrupted', () => {
  it('is undone where a file was edited since, and the next run merges the edit in place', async () => {
    const project = await diedAt('b.txt');
    project.write('c.txt', 'mine\n1\n2\n');
    const notes = await recover(realDisk, project.root);
    expect(texts(project)).to.deep.equal([OLD['a.txt'], OLD['b.txt'], 'mine\n1\n2\n']);
    expect(notes).to.deep.equal([
      'An earlier run was interrupted; its changes were undone. Files were edited after that; the edits are in place.',
    ]);
    expect(leftovers(project)).to.deep.equal([]);
    const { json } = await project.generate(NEW);
    expect(json.warnings).to.deep.equal([]);
    expect(texts(project)).to.deep.equal([NEW['a.txt'], NEW['b.txt'], 'mine\n1\nnew\n']);
  });

  it('names a file that it had created, and that was edited since, where it is undone', async () => {
    const project = createProject();
    await project.generate(OLD);
    const disk = diesWhen((name, path) => name === 'rename' && path.endsWith('-3.new'));
    const next = { '0.txt': '0\n', '1.txt': '1\n', ...NEW };
    await project.generate(next, { disk }).catch(() => undefined);
    await buryHolder(project.root, deadPid);
    project.write('0.txt', '0\nmine\n');
    project.write('c.txt', 'mine\n1\n2\n');
    expect(await recover(realDisk, project.root)).to.deep.equal([
      'An earlier run was interrupted; its changes were undone. Files were edited after that; the edits are in place.',
      `${NODE_ROOT}/0.txt, which that run created, was edited after that. It was not changed.`,
    ]);
    expect([project.read('0.txt'), project.exists('1.txt')]).to.deep.equal(['0\nmine\n', false]);
    expect(texts(project)).to.deep.equal([OLD['a.txt'], OLD['b.txt'], 'mine\n1\n2\n']);
  });

  it('keeps an edit that went into a file it had written already', async () => {
    const project = await diedAt('b.txt');
    project.write('a.txt', `${NEW['a.txt']}mine\n`);
    await recover(realDisk, project.root);
    expect(texts(project)).to.deep.equal([`${NEW['a.txt']}mine\n`, NEW['b.txt'], NEW['c.txt']]);
    project.write('c.txt', `${NEW['c.txt']}mine\n`);
    await project.generate(NEW);
    expect(texts(project)).to.deep.equal([`${NEW['a.txt']}mine\n`, NEW['b.txt'], `${NEW['c.txt']}mine\n`]);
  });

  it('reports once what was edited in several files, merged or in conflict', async () => {
    const project = await diedAt('b.txt');
    project.write('a.txt', `mine\n${NEW['a.txt']}`);
    project.write('b.txt', '1\nother\n');
    const { json, conflicts } = await project.generate(NEW, { onConflict: 'ours' });
    expect(json.warnings.filter((warning) => /\.txt/.test(warning))).to.deep.equal([]);
    expect(conflicts).to.deep.equal([]);
    expect(texts(project)).to.deep.equal([`mine\n${NEW['a.txt']}`, '1\nother\n', NEW['c.txt']]);
  });

  it('is undone where a file that it was to delete was edited since, or one was deleted', async () => {
    const project = createProject();
    const files = { ...OLD, 'gone.txt': 'old\n', '*run.sh': 'x\n', 'stays.txt': 's\n' };
    await project.generate(files);
    const disk = diesWhen((name, path) => name === 'rename' && path.endsWith('.new'));
    const next = { ...NEW, 'run.sh': 'x\n', 'stays.txt': 's\n' };
    await project.generate(next, { disk }).catch(() => undefined);
    await buryHolder(project.root, deadPid);
    project.write('gone.txt', 'mine\n');
    project.remove('run.sh');
    await recover(realDisk, project.root);
    expect(project.read('gone.txt')).to.equal('mine\n');
    expect(project.exists('run.sh')).to.equal(false);
    expect(texts(project)).to.deep.equal(Object.values(OLD));
    expect(leftovers(project)).to.deep.equal([]);
    const { kept } = await project.generate(next);
    expect(kept.map(({ path, action }) => [path.split('/').at(-1), action])).to.deep.equal([
      ['gone.txt', 'keep'],
      ['run.sh', 'kept-deleted'],
    ]);
    expect(texts(project)).to.deep.equal(Object.values(NEW));
  });

  it('is completed where an owner has made the same change meanwhile', async () => {
    const project = await diedAt('b.txt');
    project.write('c.txt', NEW['c.txt']);
    await recover(realDisk, project.root);
    expect(texts(project)).to.deep.equal(Object.values(NEW));
    expect(leftovers(project)).to.deep.equal([]);
  });

  it('is not looked into by a run that may write nothing, which says what to do', async () => {
    const project = await diedAt('b.txt');
    const before = treeOf(project.root);
    const error = await project.generate(NEW, { dryRun: true }).catch((reason: Error) => reason);
    expect(String(error)).to.contain('Run once without --dry-run');
    expect(treeOf(project.root)).to.deep.equal(before);
  });

  it('is brought to its end by a run that was planned before, which then refuses', async () => {
    const project = createProject();
    await project.generate(OLD);
    const plan = await project.plan(NEW);
    const disk = diesWhen((name, path) => name === 'rename' && path.endsWith('-1.new'));
    await project.generate(NEW, { disk }).catch(() => undefined);
    await buryHolder(project.root, deadPid);
    const error = await commit(plan).catch((reason: Error) => reason);
    expect(String(error)).to.contain('changed during this run; nothing was written');
    expect(texts(project)).to.deep.equal(Object.values(NEW));
  });

  it('is left alone while its process lives', async () => {
    const project = await diedAt('b.txt');
    writeFileSync(join(project.root, '.onex/lock'), JSON.stringify(thisProcess()));
    const before = treeOf(project.root);
    const error = await recover(realDisk, project.root).catch((reason: Error) => reason);
    expect(String(error)).to.contain('is in progress:');
    expect(treeOf(project.root)).to.deep.equal(before);
  });

  it('leaves only its lock where it died before its journal: the lock goes', async () => {
    const project = createProject();
    await project.generate(OLD);
    mkdirSync(join(project.root, '.onex'), { recursive: true });
    writeFileSync(join(project.root, '.onex/lock'), JSON.stringify({ ...thisProcess(), pid: deadPid }));
    expect(await recover(realDisk, project.root)).to.deep.equal([]);
    expect(leftovers(project)).to.deep.equal([]);
  });

  it('needs no recovery where it ended just then, and its folder with it', async () => {
    const project = await diedAt('b.txt');
    const store = join(project.root, '.onex');
    const disk: Disk = {
      ...realDisk,
      create(path, contents, mode) {
        rmSync(store, { recursive: true, force: true });
        return realDisk.create(path, contents, mode);
      },
    };
    expect(await recover(disk, project.root)).to.deep.equal([]);
  });

  it('is not completed through a link out of the project that was made since', async () => {
    const project = await diedAt('b.txt');
    const outside = mkdtempSync(join(tmpdir(), 'onex-outside-'));
    rmSync(project.path(''), { recursive: true });
    symlinkSync(outside, project.path('').replace(/\/$/, ''));
    const error = await recover(realDisk, project.root).catch((reason: Error) => reason);
    expect(String(error)).to.contain('out of the project').and.contain('nothing was done');
    expect(readdirSync(outside)).to.deep.equal([]);
  });

  const journals: [string, (journal: Record<string, unknown>) => unknown][] = [
    [
      'paths that leave the project',
      (journal) => ({ ...journal, steps: [{ ...stepOf(journal), path: '../a.txt' }] }),
    ],
    ['paths into git', (journal) => ({ ...journal, steps: [{ ...stepOf(journal), path: '.git/config' }] })],
    [
      'the lock of a store',
      (journal) => ({ ...journal, steps: [{ ...stepOf(journal), path: '.onex/lock.json' }] }),
    ],
    [
      'a store out of the project',
      (journal) => ({ ...journal, steps: [{ ...stepOf(journal), path: '../.onex/base.txt' }] }),
    ],
    ['folders out of the project', (journal) => ({ ...journal, folders: ['../x'] })],
    [
      'a mode that sets the user id',
      (journal) => ({ ...journal, steps: [{ ...stepOf(journal), mode: 0o4755 }] }),
    ],
    ['an id that is a path', (journal) => ({ ...journal, id: '../../../../x' })],
    ['keys that are unknown', (journal) => ({ ...journal, more: 1 })],
  ];
  for (const [what, change] of journals) {
    it(`is not completed by a journal that names ${what}`, async () => {
      const project = await diedAt('b.txt');
      const path = join(project.root, '.onex/journal-apply.json');
      const journal = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      writeFileSync(path, JSON.stringify(change(journal)));
      const before = treeOf(project.root);
      const error = await recover(realDisk, project.root).catch((reason: Error) => reason);
      expect(String(error)).to.contain('journal-apply.json is damaged');
      delete before['.onex/lock'];
      expect(treeOf(project.root)).to.deep.equal(before);
    });
  }

  it('is not completed by a journal that is a folder', async () => {
    const project = createProject();
    await project.generate(OLD);
    mkdirSync(join(project.root, '.onex/journal-apply.json'), { recursive: true });
    const error = await recover(realDisk, project.root).catch((reason: Error) => reason);
    expect(String(error)).to.contain('is not a file');
    expect(existsSync(join(project.root, '.onex/journal-apply.json'))).to.equal(true);
  });
});

function stepOf(journal: Record<string, unknown>): object {
  return (journal['steps'] as object[])[0]!;
}

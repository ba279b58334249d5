import { renameSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { commit, reconcile, type Report } from '../../../lib/reconcile/index.ts';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';
import { createProject, unitOf, type Project } from '../support/project.ts';
import { treeOf } from '../support/tree.ts';

const FILES = ['a.txt', 'b.txt', 'c.txt'];
const of = (text: string): Record<string, string> => Object.fromEntries(FILES.map((name) => [name, text]));

/** Calls `then` once, before the first call of `name` that `when` is true of. */
function disturbed(name: 'create' | 'rename', when: (path: string) => boolean, then: () => void): Disk {
  let done = false;
  const once = (path: string): void => {
    if (done || !when(path)) return;
    done = true;
    then();
  };
  return name === 'create'
    ? {
        ...realDisk,
        create(path, contents, mode) {
          once(path);
          return realDisk.create(path, contents, mode);
        },
      }
    : {
        ...realDisk,
        rename(from, to) {
          once(to);
          realDisk.rename(from, to);
        },
      };
}

async function update(project: Project, disk: Disk): Promise<Report> {
  const options = { generatorVersion: '0.2.0', onConflict: 'fail', disk } as const;
  return commit(await reconcile({ root: project.root, units: [unitOf(of('1\nnew\n'))], options }));
}

describe('commit: an edit that is saved while a run is at work', () => {
  async function project(): Promise<Project> {
    const made = createProject();
    await made.generate(of('1\n2\n'));
    return made;
  }
  const ways: Record<string, (path: string) => void> = {
    'written into the file': (path) => writeFileSync(path, 'mine\n'),
    'written beside it and moved over it': (path) => {
      writeFileSync(`${path}~`, 'mine\n');
      renameSync(`${path}~`, path);
    },
  };
  for (const [way, save] of Object.entries(ways)) {
    it(`stops the run while it stages, ${way}`, async () => {
      const made = await project();
      const disk = disturbed(
        'create',
        (path) => path.endsWith('.new'),
        () => save(made.path('c.txt')),
      );
      const error = await update(made, disk).catch((reason: Error) => reason);
      expect(String(error)).to.contain('c.txt changed during this run; nothing was written');
      expect(FILES.map((name) => made.read(name))).to.deep.equal(['1\n2\n', '1\n2\n', 'mine\n']);
      const left = Object.keys(treeOf(made.root)).filter((name) => /\.onex-|journal|lock/.test(name));
      expect(left).to.deep.equal([]);
    });
  }

  it('takes back what was in its place already when it reaches the file', async () => {
    const made = await project();
    const disk = disturbed(
      'rename',
      (path) => path.endsWith('b.txt'),
      () => writeFileSync(made.path('c.txt'), 'mine\n'),
    );
    const error = await update(made, disk).catch((reason: Error) => reason);
    expect(String(error)).to.contain('nothing was written');
    expect(FILES.map((name) => made.read(name))).to.deep.equal(['1\n2\n', '1\n2\n', 'mine\n']);
  });

  for (const [way, save] of Object.entries(ways)) {
    it(`is not overwritten when the run is taken back, ${way}`, async () => {
      const made = await project();
      const disk = disturbed(
        'rename',
        (path) => path.endsWith('b.txt'),
        () => {
          save(made.path('a.txt'));
          writeFileSync(made.path('c.txt'), 'mine too\n');
        },
      );
      const error = await update(made, disk).catch((reason: Error) => reason);
      expect(String(error)).to.contain('c.txt changed during this run');
      expect(FILES.map((name) => made.read(name))).to.deep.equal(['mine\n', '1\n2\n', 'mine too\n']);
    });
  }

  it('that is what the run would write lets the run go on', async () => {
    const made = await project();
    const disk = disturbed(
      'rename',
      (path) => path.endsWith('b.txt'),
      () => writeFileSync(made.path('c.txt'), '1\nnew\n'),
    );
    const { json } = await update(made, disk);
    expect(json.status).to.equal('done');
    expect(FILES.map((name) => made.read(name))).to.deep.equal(FILES.map(() => '1\nnew\n'));
  });

  it('does not replace an edit that was kept beside the file earlier', async () => {
    const made = await project();
    made.write('c.txt.onex-yours', 'of an earlier run\n');
    const disk = disturbed(
      'rename',
      (path) => path.endsWith('c.txt'),
      () => writeFileSync(made.path('c.txt'), 'mine\n'),
    );
    const { json } = await update(made, disk);
    expect(made.read('c.txt.onex-yours')).to.equal('of an earlier run\n');
    const aside = /c\.txt(\.onex-yours-[0-9a-f]+)/.exec(json.warnings.join())?.[1];
    expect(made.read(`c.txt${aside}`)).to.equal('mine\n');
  });

  it('is kept beside the file, and told, when it comes in the very moment of the exchange', async () => {
    const made = await project();
    const disk = disturbed(
      'rename',
      (path) => path.endsWith('c.txt'),
      () => writeFileSync(made.path('c.txt'), 'mine\n'),
    );
    const { json } = await update(made, disk);
    expect(made.read('c.txt')).to.equal('1\nnew\n');
    expect(made.read('c.txt.onex-yours')).to.equal('mine\n');
    expect(json.warnings.join()).to.contain('c.txt.onex-yours');
  });
});

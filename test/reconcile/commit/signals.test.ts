import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { UserError } from '../../../lib/errors/index.ts';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';
import { commit, reconcile } from '../../../lib/reconcile/index.ts';
import { failingDisk } from '../../faults/index.ts';
import { createProject, unitOf } from '../support/project.ts';
import { treeOf } from '../support/tree.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const FILES = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}.txt`, `${index}\n`]));
const listeners = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));

/** Lets the run hear a signal, and not the test runner, which has listeners of its own. */
function hearing(signal: NodeJS.Signals): () => void {
  const others = new Set(process.listeners(signal));
  return () => {
    const own = process.listeners(signal).filter((listener) => !others.has(listener));
    for (const listener of own) (listener as (name: NodeJS.Signals) => void)(signal);
  };
}

describe('commit: a signal', () => {
  for (const signal of SIGNALS) {
    it(`${signal} while files are staged ends the run with 130, and nothing is written`, async () => {
      const project = createProject();
      await project.generate({ 'a.txt': 'a\n' });
      const [before, heard] = [treeOf(project.root), listeners()];
      const plan = await project.plan({ 'a.txt': 'b\n', ...FILES });
      const send = hearing(signal);
      let staged = 0;
      const error = await commit(plan, () => {
        staged += 1;
        if (staged === 1) send();
      }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(UserError);
      expect(error).to.include({ exitCode: 130, message: 'Interrupted; nothing was written.' });
      expect(staged, 'no further file is begun').to.be.lessThan(40);
      expect(treeOf(project.root)).to.deep.equal(before);
      expect(listeners(), 'listeners').to.deep.equal(heard);
    });
  }

  it('that comes with the last staged file ends the run as well', async () => {
    const project = createProject();
    const plan = await project.plan(FILES);
    const send = hearing('SIGTERM');
    let staged = 0;
    const error = await commit(plan, () => {
      staged += 1;
      if (staged === plan.changes.length) setImmediate(send);
    }).catch((reason: unknown) => reason);
    expect(error).to.include({ exitCode: 130 });
    expect(treeOf(project.root)).to.deep.equal({});
  });

  it('that comes once files are put in place lets the run complete, and the report says so', async () => {
    const project = createProject();
    const heard = listeners();
    const send = hearing('SIGINT');
    let sent = false;
    const { disk } = failingDisk(
      (_call, name, path) => {
        if (name === 'rename' && path.endsWith('.new')) {
          sent = true;
          send();
        }
        return 'none';
      },
      () => new Error(),
    );
    const { json, interrupted } = await project.generate(FILES, { disk });
    expect([sent, json.status, interrupted]).to.deep.equal([true, 'done', true]);
    expect(json.warnings).to.deep.equal([
      'Interrupted after all files had been written; nothing else was started.',
    ]);
    expect(project.read('f39.txt')).to.equal('39\n');
    expect(listeners()).to.deep.equal(heard);
  });
});

describe('commit: a project that does not exist yet', () => {
  const options = (disk: Disk) => ({ generatorVersion: '0.1.0', onConflict: 'fail', disk }) as const;
  const newRoot = (): string => join(mkdtempSync(join(tmpdir(), 'onex-new-')), 'deep/er/project');

  it('leaves no folder behind when its first run fails', async () => {
    const root = newRoot();
    const { disk } = failingDisk(
      (_call, name, path) => (name === 'create' && path.endsWith('.new') ? 'half' : 'none'),
      () => Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }),
    );
    const plan = await reconcile({ root, units: [unitOf(FILES)], options: options(disk) });
    const error = await commit(plan).catch((reason: Error) => reason);
    expect(String(error)).to.contain('the disk is full');
    expect(existsSync(join(root, '../..'))).to.equal(false);
  });

  it('is made again where another run removes its empty store just then', async () => {
    const root = newRoot();
    let removed = false;
    const disk: Disk = {
      ...realDisk,
      create(path, contents, mode, owner) {
        if (!removed) {
          removed = true;
          realDisk.rmdir(join(root, '.onex'));
        }
        return realDisk.create(path, contents, mode, owner);
      },
    };
    const { json } = await commit(await reconcile({ root, units: [unitOf(FILES)], options: options(disk) }));
    expect([removed, json.status]).to.deep.equal([true, 'done']);
  });
});

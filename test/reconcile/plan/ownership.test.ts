import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { commit, readUnit, realDisk } from '../../../lib/reconcile/index.ts';
import { planRewrite } from '../../../lib/reconcile/rewrite/index.ts';
import { createProject, NODE_ROOT } from '../support/project.ts';

describe('reconcile: a file that is replaced', () => {
  for (const mode of [0o664, 0o600, 0o640, 0o755]) {
    it(`keeps the mode ${mode.toString(8)} that its owner gave it, whatever the umask`, async () => {
      const project = createProject();
      await project.generate({ 'a.txt': '1\n' });
      project.chmod('a.txt', mode);
      await project.generate({ 'a.txt': '2\n' });
      expect([project.read('a.txt'), project.mode('a.txt')]).to.deep.equal(['2\n', mode]);
    });
  }

  it('keeps the mode of a record, also where the unit moves', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': '1\n' });
    const records = (root: string): [string, number][] =>
      readdirSync(join(project.root, root, '.onex')).map((name) => [
        name,
        statSync(join(project.root, root, '.onex', name)).mode & 0o777,
      ]);
    const names = records(NODE_ROOT).map(([name]) => name);
    for (const name of names) project.chmod(`.onex/${name}`, 0o600);
    await project.generate({ 'a.txt': '2\n' }, { generatorVersion: '0.2.0' });
    const wanted = names.map((name) => [name, 0o600]);
    expect(records(NODE_ROOT)).to.deep.equal(wanted);
    const state = await readUnit(project.root, NODE_ROOT, '0.2.0');
    const moved = { from: NODE_ROOT, to: 'nodes/other', name: 'other', answers: {}, state, files: new Map() };
    const options = { generatorVersion: '0.2.0', onConflict: 'fail' } as const;
    const request = { root: project.root, files: [], units: [moved], options, disk: realDisk };
    await commit(planRewrite(request));
    expect(records('nodes/other')).to.deep.equal(wanted);
  });

  it('stays with its owner and group when root replaces it', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const project = createProject();
    await project.generate({ 'a.txt': '1\n' });
    chownSync(project.path('a.txt'), 1234, 4321);
    await project.generate({ 'a.txt': '2\n', 'new.txt': 'n\n' });
    const { uid, gid } = statSync(project.path('a.txt'));
    expect([project.read('a.txt'), uid, gid]).to.deep.equal(['2\n', 1234, 4321]);
    expect(statSync(project.path('new.txt')).uid).to.equal(0);
  });
});

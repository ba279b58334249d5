import { chownSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { createProject } from '../support/project.ts';

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

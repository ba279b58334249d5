import { expect } from 'chai';
import { built } from '../support/built.ts';
import { removeFolders } from '../support/folders.ts';
import { runPage } from '../support/runnable.ts';

describe('the guide', function () {
  before(async function () {
    this.timeout(60_000);
    if (process.platform === 'win32') this.skip();
    await built();
  });
  after(removeFolders);

  it('leads from an empty folder to tests that pass', async function () {
    this.timeout(300_000);
    const { code, stderr, stdout } = await runPage('docs/guide.md', true);
    expect(code, stderr + stdout).to.equal(0);
  });
});

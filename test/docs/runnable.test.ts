import { expect } from 'chai';
import { built } from '../support/built.ts';
import { removeFolders } from '../support/folders.ts';
import { runPage } from '../support/runnable.ts';

describe('commands in the documentation', function () {
  before(async function () {
    this.timeout(60_000);
    if (process.platform === 'win32') this.skip();
    await built();
  });
  afterEach(removeFolders);

  it('of the guide, marked as runnable, run one after the other from an empty folder', async function () {
    this.timeout(60_000);
    const { code, stderr, count } = await runPage('docs/guide.md', false);
    expect(code, stderr).to.equal(0);
    expect(count).to.be.greaterThan(3);
  });
});

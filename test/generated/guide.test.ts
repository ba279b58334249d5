import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../render/support.ts';
import { built } from '../support/built.ts';
import { removeFolders } from '../support/folders.ts';
import { runPage, type RunPage } from '../support/runnable.ts';
import { runTests, typecheck } from './support.ts';

describe('commands in the documentation', function () {
  let page: RunPage;
  before(async function () {
    this.timeout(120_000);
    if (process.platform === 'win32') this.skip();
    await built();
    page = await runPage('docs/guide.md', false);
  });
  after(removeFolders);

  it('of the guide, marked as runnable, run one after the other from an empty folder', () => {
    expect(page.code, page.stderr).to.equal(0);
    expect(page.count).to.be.greaterThan(3);
  });

  it('of the guide leave, with the code that it shows, a project whose types and tests are sound', async function () {
    this.timeout(120_000);
    const root = join(page.cwd, 'shop');
    await linkPackages(root);
    expect((await typecheck(root)).stdout).to.equal('');
    const tests = await runTests(root);
    expect(tests.code, tests.stdout).to.equal(0);
    expect(tests.stdout).to.include('answers create');
  });
});

import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../render/support.ts';
import { built, ROOT } from '../support/built.ts';
import { removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';
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

  it('of the guide leave, with the code that it shows, a project whose types and tests are sound', async function () {
    this.timeout(120_000);
    const { code, stderr, cwd } = await runPage('docs/guide.md', false);
    expect(code, stderr).to.equal(0);
    const root = join(cwd, 'shop');
    await linkPackages(root);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const types = await run(process.execPath, [tsc, '--noEmit', '--customConditions', 'onex-source'], {
      cwd: root,
    });
    expect(types.stdout).to.equal('');
    const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const tests = await run(process.execPath, [...flags, '--test'], { cwd: root });
    expect(tests.code, tests.stdout).to.equal(0);
    expect(tests.stdout).to.include('answers create');
  });
});

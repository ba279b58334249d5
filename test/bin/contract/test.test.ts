import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../../render/support.ts';
import { built, ROOT } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex, run } from '../../support/process.ts';

describe('onex contract test', function () {
  this.timeout(180_000);
  before(async function () {
    await built();
  });
  afterEach(removeFolders);

  it('finds that new nodes of all kinds do what their contracts say', async () => {
    const cwd = await folder();
    const make = [
      ['effect', 'payment', '--operations', 'create,read,ship'],
      ['compute', 'price'],
      ['reducer', 'order'],
      ['orchestrator', 'checkout', '--steps', 'payment:create'],
    ];
    for (const args of make)
      expect((await onex([...args, '--domain', 'billing', '--yes', '--no-install'], { cwd })).code).to.equal(
        0,
      );
    await linkPackages(cwd);
    const main = join(ROOT, 'runtime/src/cli/main.ts');
    const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    for (const node of ['payment', 'price', 'order', 'checkout']) {
      const outcome = await run(process.execPath, [...flags, main, 'contract', 'test', node, '--json'], {
        cwd,
      });
      expect(outcome.code, outcome.stdout + outcome.stderr).to.equal(0);
      const { placeholders } = JSON.parse(outcome.stdout) as { placeholders: readonly string[] };
      expect(placeholders).to.deep.equal(node === 'payment' ? ['ship'] : []);
    }
  });

  it('is handed to the runtime that the project has installed', async () => {
    const cwd = await folder();
    for (const words of [
      ['test', 'payment'],
      ['--json', 'test', 'payment'],
      ['--', 'test', 'payment'],
      ['--debug', '--running', 'test', 'payment'],
    ]) {
      const { code, stdout, stderr } = await onex(['contract', ...words], { cwd });
      expect(stdout + stderr).to.match(/onex contract must be run in a project/);
      expect(code).to.equal(1);
    }
  });

  it('is not taken for the action where it is the value of an option', async () => {
    const cwd = await folder();
    const { stderr } = await onex(['contract', '--since', 'test', 'check', 'contract.yaml'], { cwd });
    expect(stderr).to.match(/onex contract check has no option --since/);
  });

  it('has a help outside a project too, where that of the command is printed', async () => {
    const cwd = await folder();
    const { code, stdout, stderr } = await onex(['contract', 'test', '--help'], { cwd });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.contain('test NODE [--running]');
  });
});

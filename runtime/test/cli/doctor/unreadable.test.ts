import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { runHere } from '../support/run-here.ts';
import { run } from '../support/run.ts';
import { writeProject, type TestProject } from '../support/project.ts';

const FOLDER = 'nodes/node_billing_payment_effect/v1_0_0';

describe('doctor, of files that cannot be read', () => {
  let project: TestProject;
  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect', 'node_billing_tax_compute']);
  });
  afterEach(() => project.remove());
  const link = (file: string): void => {
    const target = path.join(project.root, file);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync('nowhere', target);
  };
  const doctor = async (...args: string[]) => {
    const { code, stdout, stderr } = await runHere(['doctor', '--json', ...args], { cwd: project.root });
    expect(stderr).to.equal('');
    const { findings } = JSON.parse(stdout) as { findings: { name: string; ok: boolean; message: string }[] };
    return {
      code,
      wrong: findings.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`),
    };
  };

  for (const file of ['extra.ts', 'handlers/extra.ts', 'models/extra.ts', 'notes.md', 'node.test.ts'])
    it(`reports the link ${file}, which leads to nothing, and checks the rest`, async () => {
      link(`${FOLDER}/${file}`);
      expect(await doctor()).to.deep.equal({
        code: 1,
        wrong: [`nodes: ${FOLDER}/${file} is a broken link`],
      });
    });

  for (const file of ['contract.yaml', 'start_node.ts', ''])
    it(`reports a node that is not found because ${file === '' ? 'its folder' : file} leads to nothing`, async () => {
      link(path.posix.join(FOLDER, file));
      const { code, wrong } = await doctor();
      expect(code).to.equal(1);
      expect(wrong[0]).to.equal(`nodes: ${path.posix.join(FOLDER, file)} is a broken link`);
    });

  it('does not mind the lock of an editor', async () => {
    symlinkSync('user@host.1234', path.join(project.root, FOLDER, '.#node.ts'));
    expect(await doctor()).to.deep.equal({ code: 0, wrong: [] });
  });

  it('reports an import by its line where the file is a broken link', async () => {
    link(`${FOLDER}/extra.ts`);
    project.write(`${FOLDER}/more.ts`, "import './extra.ts';\n");
    const { wrong } = await doctor();
    expect(wrong).to.include(
      `code node_billing_payment_effect: ${FOLDER}/more.ts:1: ./extra.ts does not exist`,
    );
  });

  it('reports a contract that is a folder, and a source that is one', async () => {
    rmSync(path.join(project.root, FOLDER, 'contract.yaml'));
    mkdirSync(path.join(project.root, FOLDER, 'contract.yaml'));
    mkdirSync(path.join(project.root, FOLDER, 'folder.ts'));
    const { code, wrong } = await doctor();
    expect(code).to.equal(1);
    expect(wrong).to.include(`contract node_billing_payment_effect: ${FOLDER}/contract.yaml cannot be read`);
  });

  it('reports the configuration of a node that is a broken link, with which no node starts', async () => {
    const file = path.join(project.root, 'config/node_billing_payment_effect.yaml');
    link('config/node_billing_payment_effect.yaml');
    expect(JSON.stringify((await doctor('--config-dir', 'config')).wrong)).to.include(
      `${file} does not exist`,
    );
    const { code, stderr } = await run(['dev', '--config-dir', 'config'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.include(`${file} does not exist`);
  });

  it('does not wait for a pipe among the sources', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path.join(project.root, FOLDER, 'pipe.ts')]);
    expect(await doctor()).to.deep.equal({ code: 0, wrong: [] });
  });

  it('reports a state directory and a folder of configurations that are links to nothing or files', async () => {
    link('.onex-state');
    const state = path.join(project.root, '.onex-state');
    expect((await doctor()).wrong).to.deep.equal([`state directory: ${state} is a broken link`]);
    rmSync(state);
    project.write('config', 'x');
    expect((await doctor('--config-dir', 'config')).wrong).to.deep.equal([
      `config: ${path.join(project.root, 'config')} is not a directory`,
    ]);
    link('config');
    expect((await doctor('--config-dir', 'config')).wrong).to.deep.equal([
      `config: ${path.join(project.root, 'config')} does not exist`,
    ]);
  });
});

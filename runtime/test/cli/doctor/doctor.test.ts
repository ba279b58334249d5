import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { writeProject, type TestProject } from '../support/project.ts';
import { runHere } from '../support/run-here.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly remedy: string | null;
}

const PAYMENT = 'nodes/node_billing_payment_effect/v1_0_0';

describe('doctor', () => {
  let project: TestProject;

  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect']);
  });
  afterEach(() => project.remove());

  const doctor = async (env: Record<string, string> = {}) => {
    const { code, stdout } = await runHere(['doctor', '--json'], { cwd: project.root, env });
    const { status, findings } = JSON.parse(stdout) as { status: string; findings: Finding[] };
    return { code, status, findings, wrong: findings.filter(({ ok }) => !ok) };
  };

  it('finds nothing wrong in a sound project, and changes nothing', async () => {
    const { code, status, findings } = await doctor();
    expect(findings.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect({ code, status }).to.deep.equal({ code: 0, status: 'done' });
    expect(findings.map(({ name }) => name)).to.include.members([
      'node',
      'project',
      'dependencies',
      'state directory',
    ]);
    expect(existsSync(path.join(project.root, '.onex-state'))).to.equal(false);
  });

  it('names a package whose major version is another than that of the runtime', async () => {
    const zod = path.join(project.root, 'node_modules/zod');
    rmSync(zod, { recursive: true, force: true });
    project.write('node_modules/zod/package.json', '{"name": "zod", "version": "3.25.76"}');
    const { code, wrong } = await doctor();
    expect(code).to.equal(1);
    expect(wrong.map(({ name }) => name)).to.deep.equal(['zod']);
    expect(wrong[0]!.message).to.match(/^3\.25\.76 is installed, and onex-runtime and its nodes need 4\./);
    expect(wrong[0]!.remedy).to.match(/^npm install zod@4\./);
  });

  it('shows a list with marks, and what to do', async () => {
    chmodSync(path.join(project.root, PAYMENT, 'start_node.ts'), 0o644);
    const { code, stdout } = await runHere(['doctor'], { cwd: project.root });
    expect(code).to.equal(process.platform === 'win32' ? 0 : 1);
    expect(stdout).to.include('✓ project: shop in ');
    if (process.platform === 'win32') return;
    const file = `${PAYMENT}/start_node.ts`;
    expect(stdout).to.include(
      `✗ start node_billing_payment_effect: ${file} is not executable (chmod +x ${file})\n`,
    );
    expect(stdout.endsWith('\n1 to fix.\n')).to.equal(true);
  });

  it('names what a contract needs of the environment and does not find there', async () => {
    const file = path.join(project.root, PAYMENT, 'contract.yaml');
    appendFileSync(file, 'env_dependencies:\n  PAY_URL: { required: true, description: Where it pays. }\n');
    const { code, wrong } = await doctor();
    expect(code).to.equal(1);
    expect(wrong).to.deep.equal([
      {
        name: 'environment node_billing_payment_effect',
        ok: false,
        message: 'not set: PAY_URL (Where it pays.)',
        remedy: 'set it where the node is started',
        rule: 'environment',
      },
    ]);
    expect((await doctor({ PAY_URL: 'http://pay' })).wrong).to.deep.equal([]);
  });

  it('names every fault of a contract with its line and column', async () => {
    const file = path.join(project.root, PAYMENT, 'contract.yaml');
    const text = readFileSync(file, 'utf8');
    project.write(
      `${PAYMENT}/contract.yaml`,
      text.replace('node_version: { major: 1', 'node_version: { major: one'),
    );
    const { code, wrong } = await doctor();
    expect(code).to.equal(1);
    expect(wrong.map(({ name }) => name)).to.deep.equal(['contract node_billing_payment_effect']);
    expect(wrong[0]!.message).to.match(/^nodes\/node_billing_payment_effect\/v1_0_0\/contract\.yaml:3:\d+: /);
  });

  it('finds a folder whose contract names another node', async () => {
    const file = path.join(project.root, PAYMENT, 'contract.yaml');
    const text = readFileSync(file, 'utf8');
    project.write(
      `${PAYMENT}/contract.yaml`,
      text.replace('name: node_billing_payment_effect', 'name: node_x_y_effect'),
    );
    const { wrong } = await doctor();
    expect(wrong[0]!.message).to.include('names the node node_x_y_effect');
  });

  it('names a step whose limit is too short at its line, and says what to set', async () => {
    project.remove();
    project = writeProject(['node_billing_payment_effect', 'node_billing_checkout_orchestrator']);
    const payment = `${PAYMENT}/contract.yaml`;
    const checkout = 'nodes/node_billing_checkout_orchestrator/v1_0_0/contract.yaml';
    const text = readFileSync(path.join(project.root, checkout), 'utf8');
    const line = text.split('\n').findIndex((one) => one.includes('timeout_ms: 10000')) + 1;
    const set = (ms: number): void =>
      project.write(checkout, text.replace('timeout_ms: 10000', `timeout_ms: ${ms}`));
    const told = async (): Promise<readonly string[]> => {
      const { findings } = await doctor();
      return findings.flatMap(({ message }) => (message.includes('step "pay"') ? [message] : []));
    };
    appendFileSync(path.join(project.root, payment), 'performance: { single_operation_max_ms: 25000 }\n');

    set(25_000);
    const [message, ...others] = await told();
    expect(others).to.deep.equal([]);
    expect(message).to.match(new RegExp(`${checkout}:${line}:\\d+`, 'u'));
    expect(message).to.include('waits 25000 ms, but node_billing_payment_effect may take 25000 ms');
    expect(message).to.include('set its timeout_ms to 40000 or more');
    set(25_001);
    expect(await told()).to.deep.equal([]);
  });

  it('finds what is not installed', async () => {
    project.write(
      'package.json',
      '{"dependencies": {"onex-runtime": "*", "zod": "*", "no-such-package-here": "1"}}',
    );
    const { wrong } = await doctor();
    expect(wrong).to.deep.equal([
      {
        name: 'dependencies',
        ok: false,
        message: 'not installed: no-such-package-here',
        remedy: 'npm install',
        rule: 'dependencies',
      },
    ]);
  });

  it('finds that the runtime in node_modules is not the one in vendor', async () => {
    const tarball = 'vendor/onex-runtime-0.1.0-0123abcd.tgz';
    project.write('package.json', JSON.stringify({ dependencies: { 'onex-runtime': `file:${tarball}` } }));
    expect((await doctor()).wrong[0]!.message).to.equal(`${tarball} is missing`);

    project.write(tarball, 'bytes');
    const integrity = `sha512-${createHash('sha512').update('bytes').digest('base64')}`;
    const record = (entry: object): void => {
      const packages = { 'node_modules/onex-runtime': entry };
      project.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    };
    record({ resolved: `file:${tarball}`, integrity });
    expect((await doctor()).wrong).to.deep.equal([]);

    for (const entry of [
      { resolved: 'file:vendor/onex-runtime-0.0.9-ffffffff.tgz', integrity },
      { resolved: `file:${tarball}`, integrity: 'sha512-other' },
    ]) {
      record(entry);
      const { wrong } = await doctor();
      expect(wrong[0]).to.include({ name: 'runtime', remedy: 'npm install' });
      expect(wrong[0]!.message).to.include(`is not the one in ${tarball}`);
    }
  });

  it('finds an import of a file that is gone, at its line, and nothing in comments or tests', async () => {
    const file = path.join(project.root, PAYMENT, 'node.ts');
    const lines = readFileSync(file, 'utf8').split('\n').length;
    appendFileSync(
      file,
      [
        "// import { a } from './commented.ts';",
        "import type { Gone } from './handlers/gone.ts';",
        "export const later = () => import('./handlers/later.ts');",
        '',
      ].join('\n'),
    );
    project.write(`${PAYMENT}/node.test.ts`, "import './of-a-test.ts';\n");
    const { wrong } = await doctor();
    expect(wrong.map(({ name, message }) => [name, message])).to.deep.equal([
      [
        'code node_billing_payment_effect',
        `${PAYMENT}/node.ts:${lines + 1}: ./handlers/gone.ts does not exist`,
      ],
      [
        'code node_billing_payment_effect',
        `${PAYMENT}/node.ts:${lines + 2}: ./handlers/later.ts does not exist`,
      ],
    ]);
  });

  it('finds a folder of config files that is gone, and a config file of no node', async () => {
    const run = async (folder: string) => {
      const { stdout } = await runHere(['doctor', '--json', '--config-dir', folder], { cwd: project.root });
      return (JSON.parse(stdout) as { findings: Finding[] }).findings.filter(({ ok }) => !ok);
    };
    expect((await run('config')).map(({ message }) => message)).to.deep.equal([
      `${path.join(project.root, 'config')} does not exist`,
    ]);
    project.write('config/node_billing_paymnt_effect.yaml', 'runtime: {}\n');
    project.write('config/node_billing_payment_effect.yaml', 'runtime: { port: 8080 }\n');
    expect((await run('config')).map(({ message }) => message)).to.deep.equal([
      `${path.join(project.root, 'config/node_billing_paymnt_effect.yaml')} does not belong to a node`,
    ]);
  });

  it('finds a state directory that others can read', async function () {
    if (process.platform === 'win32') this.skip();
    project.write('state/x', '');
    chmodSync(path.join(project.root, 'state'), 0o755);
    const { wrong } = await doctor({ ONEX_STATE_DIR: 'state' });
    expect(wrong[0]!.message).to.match(/state is open to others \(mode 755\)$/);
    const { wrong: file } = await doctor({ ONEX_STATE_DIR: 'state/x/y' });
    expect(file[0]).to.include({ name: 'state directory', ok: false });
  });

  it('says that there is no project, or that it has no nodes', async () => {
    rmSync(path.join(project.root, 'nodes'), { recursive: true });
    expect((await doctor()).wrong[0]).to.include({ name: 'nodes', message: 'none in nodes/' });
    rmSync(path.join(project.root, '.yo-rc.json'));
    expect((await doctor()).wrong[0]).to.include({ name: 'project' });
  });
});

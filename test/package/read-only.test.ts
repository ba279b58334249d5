/**
 * Commands that only read, or show what they would write, in a checkout that is read-only for the user: folders and files
 * have no write permission, and the commands run as a user who is not root.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { removeFolders, snapshot } from '../support/folders.ts';
import { run, type Outcome } from '../support/process.ts';
import { install, type Installed } from './support/installed.ts';

const PAYMENT = 'nodes/node_billing_payment_effect/v1_0_0';

describe('a read-only checkout', function () {
  this.timeout(300_000);
  let installed: Installed;
  let project: string;
  let environment: Record<string, string>;
  let program: string;
  let snapshotBefore: Record<string, string>;
  before(async () => {
    installed = await install();
    project = await installed.home();
    for (const args of [
      ['effect', 'payment', '--domain', 'billing', '--yes'],
      ['compute', 'tax', '--yes'],
    ]) {
      const made = await installed.call('onex', args, { cwd: project });
      expect(made.code, made.stderr).to.equal(0);
    }
    const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
    const outcome = await run('npm', flags, { cwd: project });
    expect(outcome.code, outcome.stderr).to.equal(0);
    await mkdir(join(project, 'src'));
    await writeFile(join(project, 'src/host.ts'), 'export class Host {\n  run(): void {}\n}\n');
    await run('chmod', ['-R', 'a+rX,a-w', project], { cwd: '/' });
    program = join(installed.user.env['PATH']?.split(':')[0] ?? '', 'onex');
    // A home that does not exist: no cache can be written.
    environment = {
      ...installed.user.env,
      HOME: '/nonexistent',
      ONEX_STATE_DIR: '',
      TMPDIR: await installed.home(),
    };
    snapshotBefore = await snapshot(project);
  });
  after(async () => {
    await run('chmod', ['-R', 'u+w', project], { cwd: '/' });
    await removeFolders();
  });

  const options = () => ({ ...installed.user, cwd: project, env: environment });
  const call = (...args: string[]): Promise<Outcome> => run(program, args, options());
  const expectUntouched = async (): Promise<void> => {
    expect(await snapshot(project)).to.deep.equal(snapshotBefore);
  };

  for (const args of [
    ['status', '--check'],
    ['contract', 'check', `${PAYMENT}/contract.yaml`],
    ['contract', 'show', `${PAYMENT}/contract.yaml`],
    ['graph', 'check'],
    ['export', 'asyncapi'],
    ['effect', 'other', '--yes', '--dry-run', '--diff'],
    ['compute', 'other', '--yes', '--dry-run', '--json', '--install'],
    ['effect', 'payment', '--node-version', '1.1.0', '--yes', '--dry-run'],
    ['upgrade', '--yes', '--dry-run'],
    ['add', 'payment', 'operation', 'refund', '--yes', '--dry-run'],
    ['rename', 'tax', 'levy', '--yes', '--dry-run'],
    ['remove', 'tax', '--yes', '--dry-run'],
    ['event-bus', 'src/host.ts', '--dry-run'],
  ])
    it(`allows onex ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await call(...args);
      expect(code, stdout + stderr).to.equal(0);
      expect(stdout + stderr).to.not.match(/EACCES|EROFS|read-only|permission/);
      await expectUntouched();
    });

  it('allows onex doctor, which reports that nodes have no folder for their state', async () => {
    const { code, stdout } = await call('doctor');
    expect(code).to.equal(1);
    expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).to.have.length(1);
    expect(stdout).to.match(/✗ state directory: .* cannot be written \(set ONEX_STATE_DIR/);
    environment['ONEX_STATE_DIR'] = await installed.home();
    const set = await call('doctor');
    expect(set.code, set.stdout).to.equal(0);
    environment['ONEX_STATE_DIR'] = '';
    await expectUntouched();
  });

  it('allows dev, send, and tail, and start_node.ts', async () => {
    const dev = spawn(program, ['dev', 'payment'], options());
    let output = '';
    dev.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const lines = createInterface({ input: dev.stdout });
    try {
      for await (const line of lines) {
        output += `${line}\n`;
        if (line.includes('node_billing_payment_effect') && line.includes('/health')) break;
      }
      dev.stdout.resume();
      const sent = await call('send', 'payment:create', '{"data": {"amount": 1}}');
      expect(sent.code, sent.stdout + sent.stderr + output).to.equal(0);
      const tailed = await call('tail', 'onex.evt.billing.*');
      expect(tailed.code, tailed.stdout + tailed.stderr).to.equal(0);
      expect(tailed.stdout).to.include('payment');
    } finally {
      dev.kill('SIGTERM');
      if (dev.exitCode === null && dev.signalCode === null) await once(dev, 'exit');
    }
    const version = await run(join(project, PAYMENT, 'start_node.ts'), ['--version'], options());
    expect(version).to.include({ code: 0, stderr: '' });
    await expectUntouched();
  });

  for (const args of [
    ['effect', 'other', '--yes'],
    ['upgrade', '--yes'],
    ['remove', 'tax', '--yes'],
  ])
    it(`refuses onex ${args.join(' ')} in one line`, async () => {
      const { code, stderr } = await call(...args);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^error: \S+ is read-only; make it writable .*\n$/);
      await expectUntouched();
    });
});

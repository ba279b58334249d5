import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { run } from '../support/process.ts';
import { install, type Installed } from './support/installed.ts';
import { hasTerminal, onTerminal } from './support/terminal.ts';

const NODE = 'nodes/node_billing_payment_effect';
const PAYMENT = ['payment', '--domain', 'billing', '--yes'];

describe('the packed generator, installed globally for a normal user', function () {
  let installed: Installed;
  before(async function () {
    this.timeout(300_000);
    installed = await install();
  });
  after(removeFolders);

  it('holds no TypeScript but templates, and the runtime’s tarball', () => {
    const paths = execFileSync('tar', ['tzf', installed.tarball], { encoding: 'utf8' }).trim().split('\n');
    expect(paths.filter((path) => path.endsWith('.ts') && !path.includes('/templates/'))).to.deep.equal([]);
    expect(paths.filter((path) => /\/dist\/runtime\/onex-runtime-.*\.tgz$/.test(path))).to.have.length(1);
    expect(paths).to.include('package/docs/reference.md');
    const path = 'package/dist/THIRD-PARTY-LICENSES.txt';
    const licences = execFileSync('tar', ['xzOf', installed.tarball, path], { encoding: 'utf8' });
    expect(licences)
      .to.match(/^recast \d/m)
      .and.match(/^zod \d/m)
      .and.match(/^yeoman-generator \d/m);
    expect(licences).to.include('Permission is hereby granted');
    for (const kind of ['app', 'node', 'effect', 'orchestrator', 'compute', 'reducer']) {
      expect(paths).to.include(`package/dist/generators/${kind}/index.js`);
    }
  });

  it('is installed without any other package', async () => {
    const alone = await folder();
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
    const outcome = await run('npm', ['install', installed.tarball, ...flags], { cwd: alone });
    expect(outcome.stdout).to.match(/^added 1 package in /m);
  });

  it('asks nothing under --yes, in yo and in onex, and both write the same', async () => {
    const [one, two] = [join(await installed.home(), 'shop'), join(await installed.home(), 'shop')];
    for (const [program, cwd, ...commands] of [
      ['yo', one, 'onex:effect', 'onex:orchestrator'],
      ['onex', two, 'effect', 'orchestrator'],
    ] as const) {
      const at = { cwd: join(cwd, '..'), input: 'silent' } as const;
      const effect = await installed.call(program, [commands[0], ...PAYMENT, '--destination', 'shop'], at);
      expect(effect.stderr).to.equal('');
      expect(effect.code).to.equal(0);
      const steps = ['--domain', 'billing', '--steps', 'node_billing_payment_effect', '--yes'];
      const orchestrator = await installed.call(program, [commands[1], 'checkout', ...steps], { cwd });
      expect(orchestrator).to.include({ code: 0, stderr: '' });
    }
    expect(await snapshot(one)).to.deep.equal(await snapshot(two));
    expect((await stat(join(one, NODE, 'v1_0_0/start_node.ts'))).mode & 0o777).to.equal(0o755);
  });

  it('reports under yo as it does under onex: --json, and the exit codes 0, 1 and 2', async () => {
    const cwd = await installed.home();
    const yo = (...args: string[]) => installed.call('yo', ['onex:effect', ...args], { cwd });
    const made = await yo(...PAYMENT, '--json');
    expect(JSON.parse(made.stdout)).to.include({ status: 'done', error: null });
    const unknown = await yo(...PAYMENT, '--domian', 'x');
    expect(unknown.stderr).to.include('Unknown option "--domian" of yo onex:effect. Did you mean --domain?');
    expect(unknown.code).to.equal(1);
    const swallowed = await yo('--yes', 'payment');
    expect(swallowed.stderr).to.include(
      '--yes takes no value, found "payment" (put the name before the options)',
    );
    expect(swallowed.code).to.equal(1);
    const missing = await yo('--json');
    expect(JSON.parse(missing.stdout)).to.include({ status: 'error' });
    expect(missing.code).to.equal(1);
    const readme = join(cwd, NODE, 'README.md');
    await writeFile(readme, (await readFile(readme, 'utf8')).replaceAll(/Stores the .*/g, 'Mine.'));
    const before = await snapshot(cwd);
    const clash = await yo(...PAYMENT, '--description', 'Other words.');
    expect(clash.stdout).to.include('nothing was written');
    expect(clash.code).to.equal(2);
    expect(await snapshot(cwd)).to.deep.equal(before);
  });

  it('refuses a destination that the user may not write to', async () => {
    const cwd = await installed.home();
    await mkdir(join(cwd, 'locked'));
    await chmod(join(cwd, 'locked'), 0o555);
    const { code, stderr } = await installed.call('onex', ['effect', ...PAYMENT, '--destination', 'locked'], {
      cwd,
    });
    expect(stderr)
      .to.match(/^error: .*locked is read-only; /)
      .and.to.match(/^[^\n]*\n$/);
    expect(code).to.equal(1);
  });

  for (const command of ['yo onex:effect', 'onex effect']) {
    describe(`${command} on a terminal`, () => {
      before(function () {
        if (!hasTerminal) this.skip();
      });

      it('asks, checks each answer, shows what it will write, and writes it', async () => {
        const cwd = await installed.home();
        const { code, shown } = await onTerminal(installed, command, cwd, [
          ['Name of the node', '1payment\r'],
          ['starts with a digit', '\u0015payment\r'],
          ['Domain', '\u0015billing\r'],
          ['Description', 'Pays.\r'],
          ['Operations', 'create,read\r'],
          ['Write this to', '\r'],
        ]);
        expect(shown).to.include(`${NODE}/v1_0_0/node.ts`).and.to.include('Next:');
        expect(code).to.equal(0);
        const contract = await readFile(join(cwd, NODE, 'v1_0_0/contract.yaml'), 'utf8');
        expect(contract).to.include('description: Pays.');
      });

      it('ends with 130 at Ctrl-C, having written nothing', async () => {
        const cwd = await installed.home();
        const { code, shown } = await onTerminal(installed, command, cwd, [['Name of the node', '\u0003']]);
        expect(shown).to.include('stopped; nothing was written');
        expect(code).to.equal(130);
        expect(await snapshot(cwd)).to.deep.equal({});
      });
    });
  }
});

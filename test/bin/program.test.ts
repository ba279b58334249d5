import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { BIN, built, ROOT } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex, run } from '../support/process.ts';

describe('onex', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  afterEach(removeFolders);

  it('prints its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect(await onex(['--version'], { cwd: ROOT })).to.deep.equal({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('prints its version after a command too, where that is all that is asked', async () => {
    const { stdout } = await onex(['--version'], { cwd: ROOT });
    for (const name of ['effect', 'upgrade', 'status', 'contract']) {
      expect(await onex([name, '--version'], { cwd: ROOT })).to.include({ code: 0, stdout });
    }
    const { code, stderr } = await onex(['effect', 'payment', '--version', '1.1.0'], { cwd: ROOT });
    expect(stderr).to.match(/Unknown option "--version" of onex effect\. Did you mean --node-version\?/);
    expect(code).to.equal(1);
  });

  it('understands -h among other letters, and does not suggest what was typed', async () => {
    const cwd = await folder();
    const { code, stdout } = await onex(['effect', '-yh'], { cwd });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^Usage: onex effect NAME/m);
    for (const args of [
      ['effect', '--help=yes'],
      ['status', 'payment', '--version'],
    ]) {
      const refused = await onex(args, { cwd });
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.match(/Give --(?:help|version) alone and without a value: onex \w+ --/);
    }
  });

  it('says outside a project too what its commands for running are for', async () => {
    const cwd = await folder();
    for (const args of [
      ['tail', '--help'],
      ['tail', '-h'],
      ['help', 'tail'],
    ]) {
      const { code, stdout, stderr } = await onex(args, { cwd });
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout)
        .to.match(/^Usage: onex tail \[TOPIC…\]/m)
        .and.include('Show the messages of topics');
    }
  });

  it('says why it does not ask: for want of a terminal, or by an option', async () => {
    const cwd = await folder();
    const told = async (...args: string[]): Promise<string> => (await onex(args, { cwd })).stderr;
    expect(await told('reducer', '--yes')).to.match(
      /the name is missing and --yes asks nothing: onex reducer NAME/,
    );
    expect(await told('reducer', '--domain', 'a')).to.match(
      /is missing and there is no terminal to prompt on/,
    );
  });

  it('says where the pages are that it speaks of', async () => {
    const cwd = await folder();
    for (const args of [[], ['--help']]) {
      const { stdout } = await onex(args, { cwd });
      const page = stdout.split(/\s/).find((word) => word.endsWith('.md')) ?? '';
      expect(await readFile(page, 'utf8')).to.match(/^# (Guide|Reference)/);
    }
  });

  it('calls an option that is no command an option', async () => {
    const { stderr, code } = await onex(['--quiet'], { cwd: await folder() });
    expect(stderr).to.equal(
      'error: Unknown option "--quiet" before a command. See onex --help. (docs/reference.md#commands)\n',
    );
    expect(code).to.equal(1);
  });

  it('prints help of itself and of each command, from the same data as the parsing', async () => {
    const general = await onex(['--help'], { cwd: ROOT });
    expect(general.code).to.equal(0);
    for (const name of [
      'project',
      'effect',
      'orchestrator',
      'compute',
      'reducer',
      'node',
      'dev',
      'send',
      'doctor',
    ]) {
      expect(general.stdout).to.match(new RegExp(`^  ${name}\\b`, 'm'));
    }
    const { stdout, code } = await onex(['orchestrator', '--help'], { cwd: ROOT });
    expect(code).to.equal(0);
    expect(stdout).to.include('--steps').and.to.include('--on-conflict ours|theirs|markers|fail');
  });

  it('alone says what it is for, the three commands to begin with, and where all are', async () => {
    const { code, stdout } = await onex([], { cwd: ROOT });
    expect(code).to.equal(0);
    for (const first of ['onex project shop', 'onex effect payment', 'onex dev', 'onex --help']) {
      expect(stdout).to.include(first);
    }
    expect(stdout).not.to.include('Usage:');
  });

  it('colours nothing without a terminal, all with FORCE_COLOR, and names the page that says more', async () => {
    const at = { cwd: ROOT };
    const escape = String.fromCodePoint(27);
    const page = '(docs/reference.md#onex-effect)';
    const plain = await onex(['effect', 'a', '--domian', 'b'], at);
    expect(plain.stderr).to.include(page).and.not.include(escape);
    const coloured = await onex(['effect', 'a', '--domian', 'b'], {
      ...at,
      env: { FORCE_COLOR: '1', NO_COLOR: undefined },
    });
    expect(coloured.stderr).to.include(page).and.include(escape);
    const own = await onex(['effect', '1a', '--domain', 'b'], at);
    expect(own.stderr).to.match(/\(docs\/reference\.md#names\)\n$/);
  });

  it('says in one line which Node it needs when run by one that is too old', async () => {
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(older)}`,
      BIN,
      'effect',
      'a',
      '--yes',
    ];
    const { code, stderr, stdout } = await run(process.execPath, args, { cwd: await folder() });
    expect(stderr).to.equal('onex needs Node 22.18 or later, or 24.11 or later; this is 20.20.2\n');
    expect(stdout).to.equal('');
    expect(code).to.equal(1);
  });

  it('prints next steps that work in the shell of a user whose own Node is too old', async () => {
    const env = { npm_config_user_agent: 'npm/11.0.0 node/v20.20.2 linux x64 workspaces/false' };
    const [one, two] = [await folder(), await folder()];
    const effect = ['effect', 'payment', '--domain', 'billing', '--yes', '--json'];
    const plain = await onex(effect, { cwd: one, env });
    expect(JSON.parse(plain.stdout).next[0]).to.equal('npm install --save-dev node@24');
    const withNode = await onex([...effect, '--with-node'], { cwd: two, env });
    expect(JSON.parse(withNode.stdout).next[0]).to.equal('npm install');
    expect(JSON.parse(await readFile(join(two, 'package.json'), 'utf8')).devDependencies).to.include.keys(
      'node',
    );
  });

  it('sends commands of the runtime to the project’s own, and says what is missing', async () => {
    const cwd = await folder();
    const outside = await onex(['dev'], { cwd });
    expect(outside.stderr).to.match(/onex dev must be run in a project/);
    expect(outside.code).to.equal(1);
    await onex(['project', '--yes', '--quiet'], { cwd });
    const uninstalled = await onex(['doctor'], { cwd });
    expect(uninstalled.stderr).to.match(/has no onex-runtime installed; run npm install there/);
    expect(uninstalled.code).to.equal(1);
  });

  it('ends quietly when the reader of its output leaves early', async () => {
    const command = `"${process.execPath}" "${BIN}" --help | head -1`;
    const { code, stdout, stderr } = await run('sh', ['-c', command], { cwd: ROOT });
    expect(stdout.split('\n')).to.have.length(2);
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
  });
});

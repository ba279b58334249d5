import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { packageVersion } from '../../src/cli/package-info.ts';
import { run } from './support/run.ts';
import { runHere } from './support/run-here.ts';

const here = (...args: string[]) => runHere(args, { cwd: tmpdir() });

describe('onex-runtime', () => {
  it('shows its commands without arguments and with --help', async () => {
    for (const args of [[], ['--help'], ['-h'], ['help']]) {
      const { code, stdout } = await here(...args);
      expect(code).to.equal(0);
      for (const { name, summary } of COMMANDS)
        expect(stdout).to.include(`  ${name} `).and.to.include(summary);
    }
  });

  it('shows for each command the options that it takes', async () => {
    for (const entry of COMMANDS) {
      const command = await entry.load();
      expect(command).to.include({ name: entry.name, usage: entry.usage, summary: entry.summary });
      const { code, stdout } = await here(entry.name, '--help');
      expect(code).to.equal(0);
      expect(stdout).to.include(`onex-runtime ${entry.name}`);
      for (const option of Object.keys(command.options)) expect(stdout).to.include(`--${option}`);
    }
  });

  it('shows the help of a command after help, too', async () => {
    expect(await here('help', 'tail')).to.deep.equal(await here('tail', '--help'));
    const { code, stderr } = await here('help', 'tial');
    expect(code).to.equal(1);
    expect(stderr).to.match(/Unknown command "tial" of onex-runtime\. Did you mean tail\?/);
  });

  it('shows its version', async () => {
    expect(await run(['--version'], { cwd: tmpdir() })).to.deep.equal({
      code: 0,
      stdout: `${packageVersion()}\n`,
      stderr: '',
    });
  });

  it('says in one line how to install a package that is missing', async () => {
    const hooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => next(name === 'zod' ? 'zod-is-not-here' : name, context) });`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hooks)}` };
    const { code, stderr } = await run(['doctor'], { cwd: tmpdir(), env });
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^✗ The package zod-is-not-here, which \S+ imports, is not installed; run \w+ install[^\n]*\n$/,
    );
  });

  it('refuses in one line what it does not know, and says what was probably meant', async () => {
    const refusals: [string[], string][] = [
      [['sned'], '✗ Unknown command "sned" of onex-runtime. Did you mean send? See onex-runtime --help.\n'],
      [
        ['--verison'],
        '✗ Unknown option "--verison" of onex-runtime. Did you mean --version? See onex-runtime --help.\n',
      ],
      [
        ['tail', '--folow'],
        '✗ Unknown option "--folow" of onex-runtime tail. Did you mean --follow? See onex-runtime tail --help.\n',
      ],
      [['doctor', 'fix'], '✗ doctor takes no argument, but was given "fix"\n'],
      [['tail'], `✗ No project here: neither ${tmpdir()} nor a folder above it has a .yo-rc.json`],
    ];
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await here(...args);
      expect(code).to.equal(1);
      expect(stdout).to.equal('');
      expect(stderr.startsWith(message), stderr).to.equal(true);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
    }
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { BIN, built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex, type Outcome } from '../support/process.ts';

const PAYMENT = ['effect', 'payment', '--domain', 'billing', '--yes'];
const NODE = 'nodes/node_billing_payment_effect';

interface Machine {
  readonly status: string;
  readonly project: string | null;
  readonly files: readonly { readonly path: string }[];
  readonly next: readonly string[];
  readonly error: string | null;
}
const machine = ({ stdout }: Outcome): Machine => JSON.parse(stdout) as Machine;

describe('a report', function () {
  this.timeout(60_000);
  before(async () => built());
  afterEach(removeFolders);

  /** Runs `onex` with a package manager that is this script of a shell. */
  async function withNpm(
    script: string,
    args: readonly string[],
  ): Promise<Outcome & { readonly cwd: string }> {
    const [cwd, tools] = [await folder(), await folder()];
    await writeFile(join(tools, 'npm'), `#!/bin/sh\n${script}\n`);
    await chmod(join(tools, 'npm'), 0o755);
    const env = { PATH: `${tools}:${process.env['PATH']}` };
    return { cwd, ...(await onex([...PAYMENT, '--install', ...args], { cwd, env })) };
  }

  describe('of a run whose installation fails', () => {
    it('lists the files for machines, names the folder, and says what to run', async () => {
      const outcome = await withNpm('exit 3', ['--json']);
      const { status, project, files, next, error } = machine(outcome);
      expect([outcome.code, outcome.stderr, status, project]).to.deep.equal([1, '', 'error', outcome.cwd]);
      expect(files.map(({ path }) => path)).to.include(`${NODE}/v1_0_0/node.ts`);
      expect(existsSync(join(outcome.cwd, NODE, 'v1_0_0/node.ts'))).to.equal(true);
      expect(error).to.match(
        /^the files are written, but npm install ended with exit code 3; run it again in /u,
      );
      expect(next.at(-1)).to.equal('npm install');
    });

    it('lists the files for people, and then the error', async () => {
      const { code, stdout, stderr } = await withNpm('exit 3', []);
      expect(code).to.equal(1);
      expect(stdout)
        .to.contain('v1_0_0/')
        .and.match(/\d+ files written/u);
      expect(stderr).to.match(/^error: the files are written, but npm install ended with exit code 3/u);
    });

    it('says that it was interrupted, after the package manager has ended', async function () {
      if (process.platform === 'win32') this.skip();
      const script = `trap 'echo ended >&2; exit 1' TERM\nkill -TERM $PPID\nfor i in $(seq 200); do sleep 0.1; done`;
      const outcome = await withNpm(script, ['--json']);
      expect([outcome.code, outcome.stderr]).to.deep.equal([130, 'ended\n']);
      const { status, files, error } = machine(outcome);
      expect([status, files.length > 0]).to.deep.equal(['error', true]);
      expect(error).to.contain('npm install was interrupted by SIGTERM');
    });
  });

  describe('that cannot be written', () => {
    const unread = async (
      stdout: 'pipe' | number,
      args: readonly string[],
      cwd: string,
    ): Promise<Outcome> => {
      const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', stdout, 'pipe'] });
      child.stdout?.destroy();
      const [stderr, [code]] = await Promise.all([
        text(child.stderr!),
        once(child, 'exit') as Promise<[number | null]>,
      ]);
      return { code, stdout: '', stderr };
    };

    it('fails, and says that the files are written, when its reader is gone', async () => {
      const cwd = await folder();
      const { code, stderr } = await unread('pipe', [...PAYMENT, '--json'], cwd);
      expect(code).to.equal(1);
      expect(stderr).to.equal(
        `error: the files in ${cwd} are written, but the report cannot be written to standard output (EPIPE)\n`,
      );
      expect(existsSync(join(cwd, NODE))).to.equal(true);
    });

    it('fails when the disk is full, and is no failure of a command that wrote nothing and is not read', async function () {
      if (!existsSync('/dev/full')) this.skip();
      const cwd = await folder();
      const full = openSync('/dev/full', 'w');
      const written = await unread(full, PAYMENT, cwd);
      expect([written.code, written.stderr]).to.satisfy(([code, line]: [number, string]) => {
        return code === 1 && /are written, but the report cannot be written .*\(ENOSPC\)\n$/u.test(line);
      });
      const help = await unread(full, ['--help'], cwd);
      expect([help.code, help.stderr]).to.deep.equal([
        1,
        'error: the output cannot be written to standard output (ENOSPC)\n',
      ]);
      expect((await unread('pipe', ['--help'], cwd)).code).to.equal(0);
    });
  });

  it('of status has one shape, whatever it says', async () => {
    const [cwd, empty] = [await folder(), await folder()];
    await onex([...PAYMENT, '--quiet'], { cwd });
    const status = async (at: string, ...args: string[]) =>
      JSON.parse((await onex(['status', '--json', ...args], { cwd: at })).stdout) as Record<string, unknown>;
    const clean = await status(cwd);
    await writeFile(join(cwd, NODE, 'v1_0_0/node.ts'), '// mine\n');
    const changed = await status(cwd);
    const [none, wrong] = [await status(empty), await status(cwd, '--chek')];
    await writeFile(join(cwd, '.onex/journal-staging.json'), '{');
    const unfinished = await status(cwd);
    const all = [clean, changed, unfinished, none, wrong];
    expect(all.map((one) => one['status'])).to.deep.equal([
      'clean',
      'changed',
      'interrupted',
      'error',
      'error',
    ]);
    expect(all.map((one) => one['project'])).to.deep.equal([cwd, cwd, cwd, empty, null]);
    const keys = ['status', 'project', 'units', 'findings', 'placeholders', 'next', 'error'];
    for (const one of all) expect(Object.keys(one)).to.deep.equal(keys);
  });

  it('names a project above another repository, which is not used', async () => {
    const outer = await folder();
    await onex(['project', '.', '--yes', '--quiet'], { cwd: outer });
    const cwd = join(outer, 'other');
    await mkdir(join(cwd, '.git'), { recursive: true });
    const made = await onex([...PAYMENT, '--dry-run'], { cwd });
    expect(made.stderr).to.contain(
      `the project in ${outer} is not used, because ${cwd} is in another repository`,
    );
    const { code, stderr } = await onex(['status'], { cwd });
    expect([code, stderr.includes(`add --destination ${outer} to use it`)]).to.deep.equal([1, true]);
  });
});

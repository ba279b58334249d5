/** The command line that doctor gives to git, run by git: it never loses a side, whatever is missing. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { driverCommand, programOf } from '../../../src/cli/doctor/checks/git/driver-command.ts';
import { writeProject, type TestProject } from '../support/project.ts';
import { runHere } from '../support/run-here.ts';

const NASTY = String.raw`it's a "test" $HOME %A %%P ;`;
const FILE = 'nodes/x/contract.yaml';
const IDENTITY = ['-c', 'user.name=Owner', '-c', 'user.email=owner@example.com'];

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly severity?: string;
  readonly message: string;
  readonly remedy: string | null;
}

describe('doctor, about the merge driver', () => {
  let project: TestProject;
  let program: string;

  function git(...args: readonly string[]): { code: number | null; out: string } {
    const { status, stdout, stderr } = spawnSync('git', [...IDENTITY, ...args], {
      cwd: project.root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
    return { code: status, out: (stdout + stderr).trim() };
  }
  function commit(text: string): void {
    writeFileSync(path.join(project.root, FILE), text);
    git('add', '--all');
    expect(git('commit', '--quiet', '--message', 'x').code).to.equal(0);
  }
  const read = (): string => readFileSync(path.join(project.root, FILE), 'utf8');
  async function doctor(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Finding> {
    const { stdout } = await runHere(['doctor', '--json', ...args], { cwd: project.root, env });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(findings.filter(({ message }) => message.includes('ONEX_PROGRAM'))).to.deep.equal([]);
    return findings.find(({ name }) => name === 'merge driver')!;
  }
  /** A program in the place of `onex`. */
  function writeProgram(text: string): void {
    program = path.join(project.root, '..', `${path.basename(project.root)} ${NASTY}`, 'onex.js');
    mkdirSync(path.dirname(program), { recursive: true });
    writeFileSync(program, text);
  }

  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect']);
    mkdirSync(path.join(project.root, 'nodes/x'), { recursive: true });
    expect(git('init', '--quiet', '--initial-branch', 'main').code).to.equal(0);
    writeFileSync(path.join(project.root, '.gitattributes'), 'nodes/**/contract.yaml merge=onex\n');
    commit('a: 1\nb: 1\n');
    git('switch', '--quiet', '--create', 'topic');
    commit('a: 2\nb: 1\n');
    git('switch', '--quiet', 'main');
    commit('a: 3\nb: 1\n');
  });
  afterEach(() => project.remove());

  it('warns that it is not set up, sets it up with --fix for this clone, and leaves it from then on', async () => {
    writeProgram(`require('node:fs').writeFileSync(process.argv[4], process.argv.slice(2).join('\\n'));`);
    const env = { ONEX_PROGRAM: program };
    expect(await doctor([], env)).to.include({
      ok: true,
      severity: 'warning',
      remedy: 'run onex doctor --fix',
    });
    expect(git('config', 'merge.onex.driver').code).to.equal(1);
    expect((await doctor(['--fix'], env)).message).to.contain('set up in this clone');
    expect((await doctor([], {})).message).to.contain(program);
    expect(git('config', '--local', 'merge.onex.name').out).to.contain('ONEX');
    expect(git('merge', '--no-edit', 'topic').code).to.equal(0);
    const [command, base, ours, theirs, size, file] = read().split('\n');
    expect([command, size, file]).to.deep.equal(['merge-driver', '7', FILE]);
    expect(new Set([base, ours, theirs])).to.have.property('size', 3);
  });

  it('sets it up again when its program is gone, and leaves a driver of the owner', async () => {
    writeProgram('');
    await doctor(['--fix'], { ONEX_PROGRAM: program });
    renameSync(program, `${program}.moved`);
    expect((await doctor([], {})).message).to.contain('does not exist');
    expect((await doctor(['--fix'], { ONEX_PROGRAM: `${program}.moved` })).message).to.contain('.moved');
    git('config', 'merge.onex.driver', 'mine %A');
    expect((await doctor(['--fix'], { ONEX_PROGRAM: program })).message).to.contain('mine %A');
    expect(git('config', 'merge.onex.driver').out).to.equal('mine %A');
  });

  it('says which command sets it up where no onex is known', async () => {
    const found = await doctor(['--fix'], {});
    expect(found.remedy).to.contain('onex doctor --fix');
    expect(git('config', 'merge.onex.driver').code).to.equal(1);
  });

  for (const [what, text, node] of [
    ['has ended with an error', 'process.exit(1)', process.execPath],
    ['does not load', 'import {', process.execPath],
    ['was killed', 'process.kill(process.pid, "SIGKILL")', process.execPath],
    ['is gone', null, process.execPath],
    ['has no Node', '', '/nowhere/node'],
  ] as const)
    it(`has git merge by line, with markers, when the program ${what}`, () => {
      writeProgram(text ?? '');
      if (text === null) renameSync(program, `${program}.moved`);
      git('config', 'merge.onex.driver', driverCommand(node, program));
      expect(git('merge', '--no-edit', 'topic').code).to.equal(1);
      expect(read()).to.match(/^<{7}.*\na: 3\n={7}\na: 2\n>{7}.*\nb: 1\n$/);
      git('merge', '--abort');
      git('switch', '--quiet', '--detach', 'topic');
      commit('a: 2\nb: 1\nc: 1\n');
      commit('a: 3\nb: 1\nc: 1\n');
      expect(git('merge', '--no-edit', 'main').code).to.equal(0);
      expect(read()).to.equal('a: 3\nb: 1\nc: 1\n');
    });

  it('reports the conflict that the program found', () => {
    writeProgram(
      `require('node:fs').writeFileSync(process.argv[4], '<<<<<<< x\\nA\\n=======\\nB\\n>>>>>>> y\\n'); process.exit(1)`,
    );
    git('config', 'merge.onex.driver', driverCommand(process.execPath, program));
    expect(git('merge', '--no-edit', 'topic').code).to.equal(1);
    expect(read()).to.contain('<<<<<<< x\nA\n');
    expect(git('diff', '--name-only', '--diff-filter=U').out).to.equal(FILE);
  });

  it('reads back the program of its own command lines alone', () => {
    for (const file of ["/a b/it's/onex.js", '/100%/onex.js', `/${NASTY}/onex.js`])
      expect(programOf(driverCommand('/usr/bin/node', file))).to.equal(file);
    expect(programOf('mine %O %A %B')).to.equal(null);
  });
});

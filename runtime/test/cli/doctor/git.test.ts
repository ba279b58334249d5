import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
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

describe('doctor, about git', () => {
  let project: TestProject;
  let file: string;

  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect']);
    file = path.join(project.root, '.gitattributes');
    mkdirSync(path.join(project.root, '.git'));
  });
  afterEach(() => project.remove());

  async function doctor(...options: readonly string[]): Promise<{ code: number | null; git?: Finding }> {
    const { code, stdout } = await runHere(['doctor', '--json', ...options], { cwd: project.root, env: {} });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const git = findings.find(({ name }) => name === 'git');
    return { code, ...(git && { git }) };
  }

  it('reports the lines that .gitattributes lacks, and writes nothing', async () => {
    const { code, git } = await doctor();
    expect(code).to.equal(1);
    expect(git).to.include({ ok: false, remedy: 'run onex doctor --fix' });
    expect(git?.message).to.contain('**/.onex/manifest.json merge=union');
    expect(existsSync(file)).to.equal(false);
  });

  it('adds them with --fix, once, and leaves the lines of the owner', async () => {
    project.write('.gitattributes', '* text=auto\r\n*.png binary\r\n**/.onex/base.txt   merge=union');
    chmodSync(file, 0o640);
    expect((await doctor('--fix')).code).to.equal(0);
    const fixed = readFileSync(file, 'utf8');
    expect(fixed).to.match(
      /^\* text=auto\r\n\*\.png binary\r\n\*\*\/\.onex\/base\.txt {3}merge=union\r\n\r\n#/,
    );
    expect(fixed.match(/merge=union/g)).to.have.length(2);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).to.equal(0o640);
    expect((await doctor('--fix')).git?.message).to.contain('says how to merge');
    expect(readFileSync(file, 'utf8')).to.equal(fixed);
  });

  it('does not write through a link', async () => {
    symlinkSync(path.join(project.root, 'package.json'), file);
    const before = readFileSync(path.join(project.root, 'package.json'), 'utf8');
    expect((await doctor('--fix')).git).to.include({ ok: false });
    expect(readFileSync(path.join(project.root, 'package.json'), 'utf8')).to.equal(before);
  });

  it('says nothing outside a repository', async () => {
    const other = writeProject(['node_billing_payment_effect']);
    const { stdout } = await runHere(['doctor', '--json'], { cwd: other.root, env: {} });
    other.remove();
    expect(stdout).not.to.contain('.gitattributes');
  });

  it('ends with 2, as every command does, while a file that it reads has conflict markers', async () => {
    project.write('.git/MERGE_HEAD', '');
    project.write('package.json', '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}\n');
    for (const args of [['doctor'], ['dev'], ['send', 'payment', '{}'], ['dlq', 'list'], ['tail', 'x']]) {
      const { code, stderr } = await runHere(args, { cwd: project.root, env: {} });
      expect(code, args.join(' ')).to.equal(2);
      expect(stderr).to.contain('package.json:2:1: contains conflict markers of a git merge in progress');
      expect(stderr).to.contain('add package.json && git').and.contain('merge --continue');
    }
  });
});

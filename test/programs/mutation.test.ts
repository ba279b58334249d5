import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { refusedByCompiler } from '../../scripts/mutation/compile.ts';
import { keyOf, mutantsOf } from '../../scripts/mutation/mutants.ts';
import { ROOT } from '../../scripts/build/steps.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { run, type Outcome } from '../support/process.ts';
import { project } from '../scripts/mutation/support.ts';

/** The first function is tested, the second only called, and the third file runs in a process that a test starts. */
const FILES = {
  'package.json': JSON.stringify({ name: 'fixture', type: 'module', private: true }),
  '.gitignore': 'node_modules\n.mutation\n',
  'runtime/package.json': JSON.stringify({ name: 'onex-runtime', exports: {} }),
  'lib/sums/add.ts': 'export const add = (a: number, b: number): number => a + b;\n',
  'lib/sums/ignored.ts': 'export const ignored = (a: number, b: number): number => a - b;\n',
  'lib/sums/main.ts': 'process.exitCode = Number(process.argv[2]) * 2;\n',
  'test/sums/sums.test.ts': `
    import { deepEqual } from 'node:assert';
    import { spawnSync } from 'node:child_process';
    import { add } from '../../lib/sums/add.ts';
    import { ignored } from '../../lib/sums/ignored.ts';
    const MAIN = import.meta.dirname + '/' + '../../lib/sums/main.ts';
    it('adds', () => deepEqual(add(2, 3), 5));
    it('calls', () => deepEqual(typeof ignored(2, 3), 'number'));
    it('doubles in a process', () => deepEqual(spawnSync(process.execPath, [MAIN, '3']).status, 6));
    it('fails without a mutant', () => deepEqual(1, 2));
  `,
};

/** Runs the mutation tests of a small project, which has a copy of the scripts and this repository's packages. */
async function mutate(
  args: readonly string[],
): Promise<Outcome & { readonly root: string; readonly left: string[] }> {
  const root = await project(FILES);
  await cp(join(ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
  await cp(join(ROOT, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  const temporary = await folder();
  const before = await snapshot(join(root, 'lib'));
  const script = join(root, 'scripts/mutation/index.ts');
  const outcome = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    env: { TMPDIR: temporary, TMP: temporary, TEMP: temporary },
  });
  expect(await snapshot(join(root, 'lib'))).to.deep.equal(before);
  return { ...outcome, root, left: await readdir(temporary) };
}

describe('the mutation tests', function () {
  this.timeout(240_000);
  after(removeFolders);

  it('report what no test notices, in processes that tests start as well, and leave nothing behind', async () => {
    const { code, stdout, stderr, root, left } = await mutate(['lib/sums', '--min', '81']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1), stderr).to.match(/^mutation score: 80% \(4 killed, 1 survived, 0 timed out\)$/);
    expect(lines).to.include('left out, because it fails without a mutant: fails without a mutant');
    expect(lines.slice(lines.findIndex((line) => line.includes('survived:'))).slice(0, 3)).to.deep.equal([
      'lib/sums/ignored.ts:1:58 survived: ArithmeticOperator',
      '  - a - b',
      '  + a + b',
    ]);
    expect(lines.at(-2)).to.equal('The score is below 81%.');
    expect(code).to.equal(1);
    expect(left).to.deep.equal([]);
    const cache = JSON.parse(await readFile(join(root, '.mutation/results.json'), 'utf8')) as {
      files: object;
    };
    expect(Object.keys(cache.files)).to.include('lib/sums/ignored.ts');
  });

  it('run a sample of that size, and nothing else', async () => {
    const { stdout, stderr } = await mutate(['--sample', '3', '--seed', '3']);
    expect(stdout, stderr).to.match(/^3 mutants in \d files?, 1 test files?$/m);
    const [, killed, survived] =
      /mutation score: \d+% \((\d+) killed, (\d+) survived, 0 timed out\)\n$/.exec(stdout) ?? [];
    expect(Number(killed) + Number(survived), stdout + stderr).to.equal(3);
  });

  it('name a bad argument in one line, and fail', async () => {
    const { code, stderr, stdout } = await mutate(['lib/nothing']);
    expect(code).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.equal(
      'lib/nothing is no production file and no folder with one (lib, generators, bin, cli-kit/src, runtime/src).\n',
    );
  });
});

describe('the compiler', () => {
  after(removeFolders);

  it('takes mutants out that it refuses, and only those', async () => {
    const root = await project({
      'lib/a.ts': [
        "type Mode = 'fast' | 'slow';",
        'class Box { #value = 1; same(other: Box): boolean { return this.#value === other.#value; } }',
        'export function mode(quick: boolean, a: Box, b: Box): Mode {',
        "  return quick && a.same(b) ? 'fast' : 'slow';",
        '}',
      ].join('\n'),
    });
    await cp(join(ROOT, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'));
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const mutants = await mutantsOf(root, [{ path: 'lib/a.ts', lines: [3, 5] }]);
    const refused = refusedByCompiler(root, mutants);
    const kept = mutants.filter((mutant) => !refused.has(keyOf(mutant)));
    expect(kept.map(({ replacement }) => replacement)).to.include.members(['true', 'false']);
    expect(kept.map(({ mutator }) => mutator)).not.to.include.members(['StringLiteral', 'BlockStatement']);
    expect(mutants.filter(({ mutator }) => mutator === 'StringLiteral')).to.have.length(2);
    expect(await readdir(join(root, 'lib'))).to.deep.equal(['a.ts']);
  });
});

import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readArguments } from '../../../scripts/mutation/arguments.ts';
import { targets } from '../../../scripts/mutation/targets.ts';
import { removeFolders } from '../../support/folders.ts';
import { project } from './support.ts';

const FILES = {
  'lib/naming/a.ts': 'export const a = 1;\n',
  'lib/naming/b.ts': 'export const b = 1;\n',
  'lib/injection/c.ts': 'export const c = 1;\n',
  'generators/node/templates/d.ts': 'export const d = 1;\n',
  'generators/node/index.ts': 'export const e = 1;\n',
  'test/naming/a.test.ts': '',
};

describe('the targets of the mutation tests', () => {
  let root = '';
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: root,
      stdio: 'pipe',
    });
  const commit = (): void => {
    git('add', '.');
    git('commit', '--quiet', '--message', 'change');
  };
  const of = (...args: string[]): string[] =>
    targets(root, readArguments(args)!).map(
      ({ path, lines }) => path + (lines === null ? '' : `:${lines.join('-')}`),
    );

  beforeEach(async () => {
    root = await project(FILES);
    git('init', '--quiet');
    commit();
  });
  afterEach(removeFolders);

  it('are the files of a folder, one file, or some lines of it', () => {
    expect(of('lib/naming/')).to.deep.equal(['lib/naming/a.ts', 'lib/naming/b.ts']);
    expect(of('./lib/injection/c.ts', 'lib/naming/a.ts:1-3')).to.deep.equal([
      'lib/injection/c.ts',
      'lib/naming/a.ts:1-3',
    ]);
  });

  for (const [path, message] of [
    ['test/naming/a.test.ts', 'is no production file'],
    ['generators/node/templates', 'is no production file'],
    ['lib/nam', 'is no production file'],
    ['lib/naming:1-2', 'lib/naming is a folder. Lines need a file.'],
    ['lib/naming/a.ts:3-2', 'must be FIRST-LAST'],
  ] as const)
    it(`refuse ${path}`, () => {
      expect(() => of(path)).to.throw(message);
    });

  it('are all production files but the injection for a sample, and those of the paths for a sample of paths', () => {
    expect(of('--sample', '5')).to.deep.equal([
      'generators/node/index.ts',
      'lib/naming/a.ts',
      'lib/naming/b.ts',
    ]);
    expect(of('--sample', '5', 'lib/injection')).to.deep.equal(['lib/injection/c.ts']);
  });

  it('are the uncommitted changes, and those of the last commit when there are none', async () => {
    await writeFile(join(root, 'lib/naming/a.ts'), 'export const a = 2;\n');
    await writeFile(join(root, 'lib/naming/new.ts'), '');
    await writeFile(join(root, 'test/naming/a.test.ts'), '// changed\n');
    await rm(join(root, 'lib/naming/b.ts'));
    expect(of()).to.deep.equal(['lib/naming/a.ts', 'lib/naming/new.ts']);
    commit();
    expect(of()).to.deep.equal(['lib/naming/a.ts', 'lib/naming/new.ts']);
    await writeFile(join(root, 'test/naming/a.test.ts'), '// again\n');
    expect(of()).to.deep.equal(['lib/naming/a.ts', 'lib/naming/new.ts']);
  });

  it('are the changes since a revision, committed or not', async () => {
    await writeFile(join(root, 'lib/naming/a.ts'), 'export const a = 2;\n');
    commit();
    await writeFile(join(root, 'generators/node/index.ts'), 'export const e = 2;\n');
    expect(of('--since', 'HEAD~1')).to.deep.equal(['generators/node/index.ts', 'lib/naming/a.ts']);
    expect(of('--since', 'HEAD')).to.deep.equal(['generators/node/index.ts']);
    expect(() => of('--since', 'nowhere')).to.throw(/^git diff failed: fatal: .*nowhere/);
  });
});

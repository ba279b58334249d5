import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { commit, reconcile, type ConflictPolicy, type Report } from '../../lib/reconcile/index.ts';
import { unitOf, type Files } from './support/project.ts';

const KEPT = 'had changes that are not committed; they are kept and merged.';

/** A repository, and a project in a folder of it. */
function repository(folder: string) {
  const top = mkdtempSync(join(tmpdir(), 'onex-uncommitted-'));
  const root = join(top, folder);
  mkdirSync(root, { recursive: true });
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], { cwd: top });
  };
  async function generate(
    files: Files,
    onConflict: ConflictPolicy = 'fail',
    dryRun = false,
  ): Promise<Report> {
    const units = [unitOf(files, { root: '', kind: 'project' })];
    return commit(
      await reconcile({ root, units, options: { generatorVersion: '0.1.0', onConflict, dryRun } }),
    );
  }
  return {
    root,
    generate,
    async generateAndCommit(files: Files): Promise<void> {
      await generate(files);
      git('init', '--quiet');
      git('add', '--all');
      git('commit', '--quiet', '--message', 'made');
    },
  };
}

describe('reconcile: a file with changes that are not committed', () => {
  it('is merged all the same, and named', async () => {
    const { root, generate, generateAndCommit } = repository('.');
    await generateAndCommit({ 'a.txt': '1\n2\n3\n4\n5\n', 'b.txt': 'b\n' });
    writeFileSync(join(root, 'a.txt'), '1\n2\n3\n4\nmine\n');
    const { json } = await generate({ 'a.txt': 'new\n2\n3\n4\n5\n', 'b.txt': 'B\n' });
    expect(json.warnings).to.deep.equal([`a.txt ${KEPT}`]);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).to.equal('new\n2\n3\n4\nmine\n');
  });

  it('is reported line by line where --on-conflict theirs replaces what its owner wrote', async () => {
    const { root, generate, generateAndCommit } = repository('.');
    const files = {
      'a.txt': '1\n2\n3\n4\n5\n6\n7\n',
      'b.json': '{\n  "b": 1,\n  "c": 1\n}\n',
      'd.txt': '1\n2\n3\n',
    };
    await generateAndCommit(files);
    writeFileSync(join(root, 'a.txt'), '1\nmine\n3\n4\n5\n6\nmine too\n');
    writeFileSync(join(root, 'b.json'), '{\n  "b": 2,\n  "c": 2\n}\n');
    writeFileSync(join(root, 'd.txt'), '1\n2\nmine\n');
    const next = {
      'a.txt': '1\nnew\n3\n4\n5\n6\n7\n',
      'b.json': '{\n  "b": 3,\n  "c": 1\n}\n',
      'd.txt': '0\n2\n3\n',
    };
    const { json } = await generate(next, 'theirs');
    expect(json.warnings).to.deep.equal([
      "a.txt: your text was replaced by the template's at line 2. The file had changes that are not committed.",
      "b.json: your text was replaced by the template's at b (line 2). The file had changes that are not committed.",
      `d.txt ${KEPT}`,
    ]);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).to.equal('1\nnew\n3\n4\n5\n6\nmine too\n');
  });

  it('is not said to be merged or replaced by a run that writes nothing', async () => {
    const { root, generate, generateAndCommit } = repository('.');
    await generateAndCommit({ 'a.txt': '1\n2\n3\n4\n', 'b.txt': '1\n2\n3\n' });
    writeFileSync(join(root, 'a.txt'), '1\n2\n3\nmine\n');
    writeFileSync(join(root, 'b.txt'), '1\n2\nmine\n');
    const next = { 'a.txt': '0\n2\n3\n4\n', 'b.txt': '1\n2\nnew\n' };
    expect((await generate(next)).json).to.deep.include({ status: 'conflicts', warnings: [] });
    expect((await generate(next, 'theirs', true)).json.warnings).to.deep.equal([
      "b.txt: your text would be replaced by the template's at line 3. The file has changes that are not committed.",
      'a.txt has changes that are not committed; they would be kept and merged.',
    ]);
  });

  it('is not said to be merged where nobody but the generator changed it', async () => {
    const { generate, generateAndCommit } = repository('.');
    await generateAndCommit({ 'a.txt': '1\n' });
    await generate({ 'a.txt': '2\n' });
    expect((await generate({ 'a.txt': '3\n' })).json.warnings).to.deep.equal([]);
    expect((await generate({})).json.warnings).to.deep.equal([]);
  });

  it('is not mistaken for another one of the same name, in a repository around the project', async () => {
    const { root, generate, generateAndCommit } = repository('apps/shop');
    await generateAndCommit({ 'a.txt': 'a\n', 'x/a.txt': '1\n2\n3\n4\n', 'x/b.txt': 'b\n' });
    writeFileSync(join(root, 'x/a.txt'), '1\n2\n3\nmine\n');
    renameSync(join(root, 'x/b.txt'), join(root, 'x/c.txt'));
    const { json } = await generate({ 'a.txt': 'A\n', 'x/a.txt': 'new\n2\n3\n4\n', 'x/b.txt': 'b\n' });
    expect(json.warnings).to.deep.equal([`x/a.txt ${KEPT}`]);
  });

  it('is found among very many', async () => {
    const { root, generate, generateAndCommit } = repository('shop');
    const names = Array.from({ length: 600 }, (_, index) => `f${index}.txt`);
    const files = (text: string): Files => Object.fromEntries(names.map((name) => [name, text]));
    await generateAndCommit(files('1\n2\n3\n'));
    for (const name of ['f1.txt', 'f7.txt']) writeFileSync(join(root, name), '1\n2\nmine\n');
    const { json } = await generate(files('new\n2\n3\n'));
    expect(json.warnings).to.deep.equal([`f1.txt and 1 more ${KEPT}`]);
  });
});

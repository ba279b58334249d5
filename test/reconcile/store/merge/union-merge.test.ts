/**
 * Two branches each ran the generator on one node, and git merged them: the records by its union driver, the files by
 * line. The next run must update what nobody edited, and keep what an owner edited, whichever branch was merged.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { actions, createProject, type Files, type Project } from '../../support/project.ts';

const STORE = ['.onex/manifest.json', '.onex/base.txt'];

/** A three-way merge by git, with the lines of both sides where they clash. */
function union(ours: string, base: string, theirs: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'onex-union-'));
  const paths = [ours, base, theirs].map((text, index) => {
    const path = join(folder, String(index));
    writeFileSync(path, text);
    return path;
  });
  spawnSync('git', ['merge-file', '--union', ...paths]);
  const merged = readFileSync(paths[0]!, 'utf8');
  rmSync(folder, { recursive: true });
  return merged;
}

interface Branch {
  readonly files: Files;
  readonly edit?: (project: Project) => void;
  readonly answers?: Record<string, boolean | string>;
}

async function generated(start: Files, branch: Branch | null): Promise<Project> {
  const project = createProject();
  await project.generate(start);
  if (branch === null) return project;
  branch.edit?.(project);
  await project.generate(branch.files, { onConflict: 'markers' });
  return project;
}

/** The second branch, with the first one merged into it. */
async function merged(start: Files, one: Branch, other: Branch, indent?: number): Promise<Project> {
  const [base, first, second] = [
    await generated(start, null),
    await generated(start, one),
    await generated(start, other),
  ];
  for (const side of indent === undefined ? [] : [base, first, second]) {
    const manifest = STORE[0]!;
    side.write(manifest, `${JSON.stringify(JSON.parse(side.read(manifest)), null, indent)}\n`);
  }
  const paths = new Set([
    ...STORE,
    ...Object.keys(start),
    ...Object.keys(one.files),
    ...Object.keys(other.files),
  ]);
  for (const path of paths) {
    const [a, b, o] = [first, second, base].map((side) => (side.exists(path) ? side.read(path) : ''));
    if (first.exists(path) || second.exists(path)) second.write(path, union(b!, o!, a!));
  }
  return second;
}

const lines = (...names: string[]): string => names.map((name) => `${name}\n`).join('');
const START = { 'index.txt': lines('a', 'z'), 'other.txt': lines('1', '2', '3', '4') };

describe('records of two branches that git merged', () => {
  it('take what both branches generated as generated, in whichever order git put it', async () => {
    for (const [mine, yours] of [
      ['b', 'c'],
      ['c', 'b'],
    ] as const) {
      const project = await merged(
        START,
        { files: { ...START, 'index.txt': lines('a', mine, 'z') } },
        { files: { ...START, 'index.txt': lines('a', yours, 'z') } },
      );
      const both = { ...START, 'index.txt': lines('a', 'b', 'c', 'z') };
      const report = await project.generate(both);
      expect(report.conflicts).to.deep.equal([]);
      expect(project.read('index.txt')).to.equal(both['index.txt']);
      expect((await project.generate(both)).json.status).to.equal('unchanged');
    }
  });

  it('update a file that git left as one branch had generated it', async () => {
    const project = await merged(
      START,
      { files: { ...START, 'index.txt': lines('a', 'b', 'z') } },
      { files: { ...START, 'index.txt': lines('a', 'c', 'z') } },
    );
    for (const chosen of [lines('a', 'b', 'z'), lines('a', 'c', 'z')]) {
      project.write('index.txt', chosen);
      const plan = await project.plan({ ...START, 'index.txt': lines('a', 'b', 'c', 'z') });
      expect(plan.files.find(({ path }) => path.endsWith('index.txt'))).to.include({
        after: lines('a', 'b', 'c', 'z'),
      });
    }
  });

  it('report a conflict where somebody deleted what both branches had generated', async () => {
    const project = await merged(
      START,
      { files: { ...START, 'index.txt': lines('a', 'b', 'z') } },
      { files: { ...START, 'index.txt': lines('a', 'c', 'z') } },
    );
    project.write('index.txt', lines('a', 'z'));
    const report = await project.generate({ ...START, 'index.txt': lines('a', 'b', 'c', 'z') });
    expect(report.conflicts).to.have.length(1);
    expect(project.read('index.txt')).to.equal(lines('a', 'z'));
  });

  it('keep edits of both owners where both branches changed the same file', async () => {
    const branch = (second: string, edited: string): Branch => ({
      files: { ...START, 'index.txt': lines('a', second, 'z'), 'other.txt': lines('1', '2', '3', second) },
      edit: (project) =>
        project.write('other.txt', project.read('other.txt').replace(edited, `${edited} mine`)),
    });
    const project = await merged(START, branch('b', '1'), branch('c', '2'));
    expect(project.read('other.txt')).to.contain('1 mine').and.contain('2 mine');
    const next = { 'index.txt': lines('a', 'b', 'c', 'z'), 'other.txt': lines('1', '2', '3', 'b', 'c') };
    await project.generate(next);
    expect(project.read('other.txt')).to.contain('1 mine').and.contain('2 mine');
    expect(project.read('index.txt')).to.equal(next['index.txt']);
    expect((await project.generate(next)).json.status).to.equal('unchanged');
  });

  it('lose no text that one branch stopped using and the other one began to use', async () => {
    const shared = lines('same', 'text');
    const start = { ...START, 'v1/a.txt': shared };
    const project = await merged(
      start,
      { files: { ...start, 'v1/a.txt': lines('same', 'next') } },
      { files: { ...start, 'v2/a.txt': shared } },
    );
    project.write('v2/a.txt', `${shared}mine\n`);
    const next = { ...start, 'v1/a.txt': lines('same', 'next'), 'v2/a.txt': lines('SAME', 'text') };
    await project.generate(next);
    expect(project.read('v2/a.txt')).to.equal(lines('SAME', 'text', 'mine'));
  });

  it('keep the answers of both branches, and forget what the node was rendered from', async () => {
    const project = await merged(
      START,
      { files: { ...START, 'b.txt': 'b\n' } },
      { files: { ...START, 'c.txt': 'c\n' } },
    );
    const manifest = project.read('.onex/manifest.json');
    expect(manifest).to.contain('"b.txt"').and.contain('"c.txt"');
    const report = await project.generate({ ...START, 'b.txt': 'b\n', 'c.txt': 'c\n' });
    expect(actions(report)).to.deep.equal({});
    expect(() => JSON.parse(project.read('.onex/manifest.json')) as unknown).not.to.throw();
  });

  it('accept a manifest in which every line of both sides was left', async () => {
    const [one, other] = [
      await generated(START, { files: { ...START, 'index.txt': lines('a', 'b', 'z') } }),
      await generated(START, { files: { ...START, 'other.txt': lines('1', '2', '3', '4', '5') } }),
    ];
    for (const path of [...STORE, 'index.txt']) {
      if (path === 'index.txt') other.write(path, one.read(path));
      else other.write(path, one.read(path) + other.read(path));
    }
    const next = { 'index.txt': lines('a', 'b', 'z'), 'other.txt': lines('1', '2', '3', '4', '5') };
    expect((await other.generate(next)).conflicts).to.deep.equal([]);
    expect((await other.generate(next)).json.status).to.equal('unchanged');
  });

  it('leave a conflict that one branch committed with its markers as one', async () => {
    const conflict: Branch = {
      files: { ...START, 'index.txt': lines('A', 'z') },
      edit: (project) => project.write('index.txt', lines('mine', 'z')),
    };
    const project = await merged(
      START,
      { files: { ...START, 'other.txt': lines('1', '2', '3', '5') } },
      conflict,
    );
    expect(project.read('index.txt')).to.contain('<<<<<<< ours');
    const report = await project.generate({
      'index.txt': lines('A', 'z'),
      'other.txt': lines('1', '2', '3', '5'),
    });
    expect(report.conflicts.map(({ path }) => path)).to.deep.equal([
      'nodes/node_billing_payment_effect/index.txt',
    ]);
  });

  it('are read where a formatter laid them out before the merge', async () => {
    const branch = (name: string, text: string): Branch => ({
      files: { ...START, 'index.txt': lines('a', text, 'z'), [`new/${name}.txt`]: lines(text) },
    });
    for (const [name, text] of [
      ['one', 'b'],
      ['same', 'same'],
    ] as const) {
      const project = await merged(START, branch(name, text), branch('two', name === 'same' ? text : 'c'), 4);
      const next: Files = {
        ...START,
        'index.txt': project.read('index.txt'),
        [`new/${name}.txt`]: lines(text, 'next'),
        'new/two.txt': lines(name === 'same' ? text : 'c', 'next'),
      };
      expect((await project.generate(next)).conflicts).to.deep.equal([]);
      expect(project.read(`new/${name}.txt`)).to.equal(next[`new/${name}.txt`]);
      expect((await project.generate(next)).json.status).to.equal('unchanged');
    }
  });
});

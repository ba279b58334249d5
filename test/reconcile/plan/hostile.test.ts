import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { UserError } from '../../../lib/errors/index.ts';
import { actions, createProject, unitOf, type Project } from '../support/project.ts';

const FILES = { 'a.txt': 'one\n', 'dir/b.txt': 'b\n' };

interface ManifestJson {
  files: Record<string, unknown>[];
  [key: string]: unknown;
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(UserError);
  return (error as Error).message;
}

async function tampered(change: (manifest: ManifestJson) => void): Promise<Project> {
  const project = createProject();
  await project.generate(FILES);
  const manifest = JSON.parse(project.read('.onex/manifest.json')) as ManifestJson;
  change(manifest);
  project.write('.onex/manifest.json', JSON.stringify(manifest));
  return project;
}

describe('reconcile: a hostile manifest', () => {
  for (const path of [
    '/etc/hosts',
    '../../../outside.txt',
    'dir/../../up.txt',
    'C:/x',
    'a\\b',
    '.git/hooks/x',
    '',
    './a.txt',
    '.onex/lock',
  ]) {
    it(`is refused for the path ${JSON.stringify(path)}, and nothing is written`, async () => {
      const project = await tampered(({ files }) =>
        files.push({ path, mode: '644', sha256: 'a'.repeat(64) }),
      );
      expect(await refusal(project.generate({})))
        .to.contain('.onex/manifest.json')
        .and.contain('path');
      expect(project.read('a.txt')).to.equal('one\n');
    });
  }

  const cases: [string, (manifest: ManifestJson) => void, string][] = [
    ['a path that stands there twice', ({ files }) => files.push({ ...files[0]! }), 'twice'],
    ['paths that differ in case alone', ({ files }) => files.push({ ...files[0]!, path: 'A.TXT' }), 'twice'],
    ['a hash that is none', ({ files }) => Object.assign(files[0]!, { sha256: 'x' }), 'sha256'],
    ['a mode that sets the user id', ({ files }) => Object.assign(files[0]!, { mode: '4755' }), 'mode'],
    ['a key that is unknown', (manifest) => Object.assign(manifest, { script: 'rm' }), 'script'],
    ['a version that is none', (manifest) => Object.assign(manifest, { version: 'latest' }), 'version'],
  ];
  for (const [what, change, said] of cases) {
    it(`is refused for ${what}`, async () => {
      expect(await refusal((await tampered(change)).generate(FILES))).to.contain(said);
    });
  }

  it('is refused for a prototype key', async () => {
    const project = await tampered(() => undefined);
    project.write(
      '.onex/manifest.json',
      project.read('.onex/manifest.json').replace('{', '{"__proto__":{"x":1},'),
    );
    expect(await refusal(project.generate(FILES))).to.contain('__proto__');
  });

  it('is refused when it is no JSON, or larger than any manifest', async () => {
    const project = await tampered(() => undefined);
    project.write('.onex/manifest.json', '{');
    expect(await refusal(project.generate(FILES))).to.contain('manifest.json');
    project.write('.onex/manifest.json', ' '.repeat(5 * 1024 * 1024));
    expect(await refusal(project.generate(FILES))).to.contain('more than');
  });

  it('is refused when it names a text the store does not hold', async () => {
    const project = await tampered(({ files }) => Object.assign(files[0]!, { sha256: 'b'.repeat(64) }));
    expect(await refusal(project.generate({ ...FILES, 'a.txt': 'two\n' }))).to.contain(
      'does not hold the text',
    );
    expect(project.read('a.txt')).to.equal('one\n');
  });

  it('is refused from a newer generator, which it names', async () => {
    const project = createProject();
    await project.generate(FILES, { generatorVersion: '0.4.0' });
    expect(await refusal(project.generate(FILES, { generatorVersion: '0.3.9' })))
      .to.contain('0.4.0')
      .and.contain('0.3.9');
  });

  it('does not let base texts swell without bound, or be damaged', async () => {
    const project = createProject();
    await project.generate(FILES);
    project.write('a.txt', 'mine\n');
    const written = project.read('.onex/base.txt');
    const packed = / (\S+) a\.txt$/m.exec(written)![1]!;
    const swollen = deflateRawSync(Buffer.alloc(80 * 1024 * 1024)).toString('base64');
    project.write('.onex/base.txt', written.replace(packed, swollen));
    expect(await refusal(project.generate({ ...FILES, 'a.txt': 'two\n' }))).to.contain(
      'unpacks to more than',
    );
    for (const wrong of [written.replace(packed, 'bm9uc2Vuc2U='), `nonsense\n${written}`]) {
      project.write('.onex/base.txt', wrong);
      expect(await refusal(project.generate({ ...FILES, 'a.txt': 'two\n' }))).to.contain('damaged');
    }
  });
});

describe('reconcile: places it does not write to', () => {
  function outside(): string {
    return mkdtempSync(join(tmpdir(), 'onex-outside-'));
  }

  it('refuses generated paths that leave the unit, all before anything is written', async () => {
    const project = createProject();
    const report = await project.generate({ 'ok.txt': 'ok\n', '../../../evil.txt': 'evil\n' });
    expect(report.json.status).to.equal('error');
    expect(report.json.error).to.contain('evil.txt');
    expect(project.exists('ok.txt')).to.equal(false);
  });

  it('does not follow a folder that is a link out of the project', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'a\n' });
    const target = outside();
    symlinkSync(target, project.path('dir'));
    const report = await project.generate({ 'a.txt': 'a\n', 'dir/b.txt': 'b\n' });
    expect(report.json.error).to.contain('link that leads out of the project');
    expect(existsSync(join(target, 'b.txt'))).to.equal(false);
  });

  it('does not follow a file, or a store, that is a link out of the project', async () => {
    const project = createProject();
    await project.generate(FILES);
    const target = join(outside(), 'secret.txt');
    writeFileSync(target, 'one\n');
    project.remove('a.txt');
    symlinkSync(target, project.path('a.txt'));
    expect((await project.generate({ ...FILES, 'a.txt': 'two\n' })).json.status).to.equal('error');
    expect(readFileSync(target, 'utf8')).to.equal('one\n');

    const other = createProject();
    mkdirSync(other.path(''), { recursive: true });
    symlinkSync(outside(), other.path('.onex'));
    expect(await refusal(other.generate(FILES))).to.contain('link');
  });

  it('writes through a link that stays in the project, and keeps the link', async () => {
    const project = createProject();
    await project.generate(FILES);
    project.write('real.txt', 'one\n');
    project.remove('a.txt');
    symlinkSync('real.txt', project.path('a.txt'));
    await project.generate({ ...FILES, 'a.txt': 'two\n' });
    expect(lstatSync(project.path('a.txt')).isSymbolicLink()).to.equal(true);
    expect(project.read('real.txt')).to.equal('two\n');
    await project.generate({ 'dir/b.txt': 'b\n' });
    expect(lstatSync(project.path('a.txt')).isSymbolicLink(), 'no link is removed').to.equal(true);
  });

  it('refuses a read-only file before anything is written, and says how to mend it', async () => {
    const project = createProject();
    await project.generate(FILES);
    chmodSync(project.path('dir/b.txt'), 0o444);
    const report = await project.generate({ 'a.txt': 'two\n', 'dir/b.txt': 'B\n' });
    expect(report.json.error).to.contain('read-only').and.contain('chmod u+w');
    expect(project.read('a.txt')).to.equal('one\n');
    expect(
      (await project.generate({ 'a.txt': 'two\n', 'dir/b.txt': 'b\n' })).json.status,
      'untouched is fine',
    ).to.equal('done');
  });

  it('refuses a file that differs only in case from one that is there, or from another one', async () => {
    const project = createProject();
    project.write('Node.ts', 'mine\n');
    expect((await project.generate({ 'node.ts': 'x\n' })).json.error).to.contain('upper and lower case');
    expect((await project.generate({ 'a.md': 'x\n', 'A.md': 'y\n' })).json.error).to.contain('twice');
  });

  it('refuses a destination that is a file, and a folder where a file belongs', async () => {
    const project = createProject('');
    const file = join(outside(), 'file');
    writeFileSync(file, '');
    const inFile = createProject('');
    const report = await inFile.generate(unitOf(FILES, { root: '' }));
    expect(report.json.status).to.equal('done');
    const { reconcile } = await import('../../../lib/reconcile/index.ts');
    const options = { generatorVersion: '0.1.0', onConflict: 'fail' } as const;
    expect(await refusal(reconcile({ root: file, units: [unitOf(FILES)], options }))).to.contain('is a file');
    mkdirSync(project.path('a.txt'));
    expect((await project.generate(FILES)).json.error).to.contain('is a folder');
  });
});

describe('reconcile: what lies around', () => {
  it('leaves nested repositories, ignored files and everything else alone', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': 'a\n', 'b.txt': 'b\n' });
    project.write('old/.git/HEAD', 'ref: refs/heads/main\n');
    project.write('.gitignore', 'b.txt\n');
    project.write('old/notes.txt', 'mine\n');
    expect(actions(await project.generate({ 'b.txt': 'B\n' }))).to.deep.equal({
      'b.txt': 'update',
      'old/a.txt': 'delete',
    });
    expect([project.read('old/.git/HEAD'), project.read('old/notes.txt')]).to.deep.equal([
      'ref: refs/heads/main\n',
      'mine\n',
    ]);
  });

  it('goes on after the project was moved, in a subfolder of a repository as well', async () => {
    const project = createProject('apps/shop/nodes/n');
    await project.generate(FILES);
    project.write('a.txt', 'mine\n');
    const { cpSync } = await import('node:fs');
    const moved = createProject('elsewhere/n');
    cpSync(project.path(''), moved.path(''), { recursive: true });
    expect(actions(await moved.generate(FILES), 'elsewhere/n')).to.deep.equal({ 'a.txt': 'keep' });
  });

  it('adopts what was generated before there was a store, and asks about what is different', async () => {
    const project = createProject();
    project.write('a.txt', 'one\n');
    project.write('dir/b.txt', 'mine\n');
    const report = await project.generate({ ...FILES, 'c.txt': 'c\n' }, { onConflict: 'markers' });
    expect(actions(report)).to.deep.equal({ 'a.txt': 'adopt', 'dir/b.txt': 'conflict', 'c.txt': 'create' });
    expect(project.read('dir/b.txt')).to.equal(
      '<<<<<<< ours\nmine\n||||||| base\n=======\nb\n>>>>>>> onex 0.1.0\n',
    );
    project.write('dir/b.txt', 'mine\n');
    expect(actions(await project.generate({ ...FILES, 'c.txt': 'c\n' }))).to.deep.equal({
      'dir/b.txt': 'keep',
    });
  });

  it('goes on without the base texts where they were lost: unedited files are updated, edited ones are asked about', async () => {
    const project = createProject();
    await project.generate(FILES);
    project.write('dir/b.txt', 'mine\n');
    project.remove('.onex/base.txt');
    const next = { 'a.txt': 'two\n', 'dir/b.txt': 'B\n' };
    const report = await project.generate(next, { onConflict: 'ours' });
    expect(actions(report)).to.deep.equal({ 'a.txt': 'update', 'dir/b.txt': 'keep' });
    expect((await project.generate(next)).json.status).to.equal('unchanged');
  });
});

import { expect } from 'chai';
import { actions, createProject, NODE_ROOT } from '../support/project.ts';

const BASE = '1\n2\n3\n4\n5\n';

describe('reconcile: texts as they are on disk', () => {
  it('takes a CRLF checkout for unedited, and writes CRLF into it', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', BASE.replaceAll('\n', '\r\n'));
    expect(actions(await project.generate({ 'a.txt': BASE }))).to.deep.equal({});
    expect(actions(await project.generate({ 'a.txt': `${BASE}6\n` }))).to.deep.equal({ 'a.txt': 'update' });
    expect(project.read('a.txt')).to.equal('1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n');
  });

  it('merges into a CRLF file without a single LF', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', 'ours\r\n2\r\n3\r\n4\r\n5\r\n');
    await project.generate({ 'a.txt': '1\n2\n3\n4\ntheirs\n' });
    expect(project.read('a.txt')).to.equal('ours\r\n2\r\n3\r\n4\r\ntheirs\r\n');
  });

  it('leaves each line end of a file that mixes them', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', '1\r\n2\n3\n4\n5\nmine\n');
    await project.generate({ 'a.txt': '1\n2\nthree\n4\n5\n' });
    expect(project.read('a.txt')).to.equal('1\r\n2\nthree\n4\n5\nmine\n');
  });

  it('leaves line ends that are mixed in a file with no other edit, and where most are CRLF', async () => {
    for (const mixed of ['1\r\n2\n3\n4\n5\n', '1\r\n2\r\n3\r\n4\n5\r\n']) {
      const project = createProject();
      await project.generate({ 'a.txt': BASE });
      project.write('a.txt', mixed);
      await project.generate({ 'a.txt': `0\n${BASE}` }, { onConflict: 'ours' });
      expect(project.read('a.txt')).to.contain('1\r\n2').and.contain('4\n5');
    }
  });

  it('does not take the line below a heading for a marker that was left over', async () => {
    const project = createProject();
    await project.generate({ 'a.md': BASE });
    project.write('a.md', BASE.replace('1', 'mine'));
    await project.generate({ 'a.md': BASE.replace('1', 'theirs') }, { onConflict: 'markers' });
    project.write('a.md', `Heading\n=======\n${BASE}`);
    const { json } = await project.generate({ 'a.md': BASE.replace('1', 'theirs') });
    expect(json.status).to.not.equal('conflicts');
  });

  it('keeps a byte order mark', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', `\uFEFF${BASE}`);
    expect(actions(await project.generate({ 'a.txt': `${BASE}6\n` }))).to.deep.equal({ 'a.txt': 'update' });
    expect(project.read('a.txt')).to.equal(`\uFEFF${BASE}6\n`);
  });

  it('keeps the lack of a last line end', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', '1\n2\n3\n4\n5\nmine');
    await project.generate({ 'a.txt': `0\n${BASE}` });
    expect(project.read('a.txt')).to.equal('0\n1\n2\n3\n4\n5\nmine');
  });

  it('takes a last line end that was removed or added for no edit', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE, 'b.txt': BASE.trimEnd(), 'c.txt': BASE });
    project.write('a.txt', BASE.trimEnd());
    project.write('b.txt', BASE);
    project.write('c.txt', `\uFEFF${BASE.trimEnd().replaceAll('\n', '\r\n')}`);
    const same = await project.generate({ 'a.txt': BASE, 'b.txt': BASE.trimEnd(), 'c.txt': BASE });
    expect(actions(same)).to.deep.equal({});
    const next = BASE.replace('5', 'theirs');
    const report = await project.generate({ 'a.txt': next, 'b.txt': next.trimEnd(), 'c.txt': next });
    expect(actions(report)).to.deep.equal({ 'a.txt': 'update', 'b.txt': 'update', 'c.txt': 'update' });
    expect(project.read('a.txt')).to.equal(next.trimEnd());
    expect(project.read('b.txt')).to.equal(next);
    expect(project.read('c.txt')).to.equal(`\uFEFF${next.trimEnd().replaceAll('\n', '\r\n')}`);
    const last = await project.generate({ 'a.txt': '', 'b.txt': next, 'c.txt': next });
    expect([actions(last), project.read('a.txt')]).to.deep.equal([{ 'a.txt': 'update' }, '']);
  });

  it('updates an unedited binary, and never merges an edited one', async () => {
    const project = createProject();
    const binary = (byte: number) => Uint8Array.from([0, 255, byte]);
    await project.generate({ 'a.bin': binary(1) });
    expect(actions(await project.generate({ 'a.bin': binary(2) }))).to.deep.equal({ 'a.bin': 'update' });
    project.write('a.bin', binary(9));
    const report = await project.generate({ 'a.bin': binary(3) }, { onConflict: 'markers' });
    expect(report.conflicts[0]?.reason).to.contain('cannot be merged by line');
    expect([...Buffer.from(project.read('a.bin'), 'latin1')].at(-1)).to.equal(9);
    expect(actions(await project.generate({ 'a.bin': binary(3) }, { onConflict: 'theirs' }))).to.deep.equal({
      'a.bin': 'update',
    });
  });

  it('makes one conflict of changes that would not fit together as a program', async () => {
    const project = createProject();
    const middle = 'export const b = 2;\nexport const c = 3;\nexport const d = 4;\n';
    await project.generate({ 'a.ts': `export const a = 1;\n${middle}export const z = 9;\n` });
    project.write('a.ts', `export const a = 1;\nexport const x = 'ours';\n${middle}export const z = 9;\n`);
    const report = await project.generate({
      'a.ts': `export const a = 1;\n${middle}export const x = 'theirs';\nexport const z = 9;\n`,
    });
    expect(report.json.status).to.equal('conflicts');
  });
});

describe('reconcile: modes', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('puts a lost execute bit back', async () => {
    const project = createProject();
    await project.generate({ '*run.sh': '#!/bin/sh\n' });
    project.chmod('run.sh', 0o644);
    expect(actions(await project.generate({ '*run.sh': '#!/bin/sh\n' }))).to.deep.equal({
      'run.sh': 'update',
    });
    expect(project.mode('run.sh')).to.equal(0o755);
  });

  it('keeps what the owner set, an execute bit and everything else', async () => {
    const project = createProject();
    await project.generate({ 'a.sh': 'a\n', 'secret.txt': 's\n' });
    project.chmod('a.sh', 0o755);
    project.chmod('secret.txt', 0o600);
    await project.generate({ 'a.sh': 'b\n', 'secret.txt': 't\n' });
    expect(project.mode('a.sh')).to.equal(0o755);
    expect(project.mode('secret.txt')).to.equal(0o600);
  });

  it('follows an execute bit that the templates add or take away', async () => {
    const project = createProject();
    await project.generate({ 'a.sh': 'a\n', '*b.sh': 'b\n' });
    await project.generate({ '*a.sh': 'a\n', 'b.sh': 'b\n' });
    expect([project.mode('a.sh') & 0o111, project.mode('b.sh') & 0o111]).to.deep.equal([0o111, 0]);
  });

  it('gives a file with a conflict its new mode too', async () => {
    const project = createProject();
    await project.generate({ 'a.sh': BASE });
    project.write('a.sh', BASE.replace('3', 'ours'));
    await project.generate({ '*a.sh': BASE.replace('3', 'theirs') }, { onConflict: 'markers' });
    expect(project.mode('a.sh') & 0o111).to.equal(0o111);
  });
});

describe('reconcile: conflict markers', () => {
  const ours = BASE.replace('3', 'ours');
  const theirs = BASE.replace('3', 'theirs');
  const markers = '1\n2\n<<<<<<< ours\nours\n||||||| base\n3\n=======\ntheirs\n>>>>>>> onex 0.3.0\n4\n5\n';

  async function conflict(base = BASE) {
    const project = createProject();
    await project.generate({ 'a.txt': base });
    project.write('a.txt', base.replace('3', 'ours'));
    const report = await project.generate(
      { 'a.txt': base.replace('3', 'theirs') },
      { onConflict: 'markers', generatorVersion: '0.3.0' },
    );
    return { project, report };
  }

  it('writes git’s own, with the base between, and says in which line', async () => {
    const { project, report } = await conflict();
    expect(project.read('a.txt')).to.equal(markers);
    expect(report.conflicts).to.deep.equal([{ path: `${NODE_ROOT}/a.txt`, lines: [3], reason: null }]);
    const [file] = report.json.files;
    expect(file).to.deep.include({ lines: [3], reason: 'you and the generator changed the same lines' });
    expect(report.json.status).to.equal('conflicts');
  });

  it('leaves the file alone while a marker is still there, also when the templates go on', async () => {
    const { project } = await conflict();
    const half = markers.replace('<<<<<<< ours\n', '');
    project.write('a.txt', half);
    const report = await project.generate(
      { 'a.txt': `0\n${theirs}` },
      { onConflict: 'theirs', generatorVersion: '0.4.0' },
    );
    expect(report.conflicts[0]?.reason).to.contain('still there');
    expect(project.read('a.txt')).to.equal(half);
  });

  it('stands on what was pending once the markers are gone', async () => {
    const { project } = await conflict();
    project.write('a.txt', BASE.replace('3', 'both'));
    const next = { 'a.txt': `${theirs}6\n` };
    expect(actions(await project.generate(next, { generatorVersion: '0.4.0' }))).to.deep.equal({
      'a.txt': 'merge',
    });
    expect(project.read('a.txt')).to.equal('1\n2\nboth\n4\n5\n6\n');
    expect((await project.generate(next, { generatorVersion: '0.4.0' })).json.status).to.equal('unchanged');
  });

  it('does not take a line of the text itself for a marker', async () => {
    const { project } = await conflict(`title\n=======\n${BASE}`);
    project.write('a.txt', `title\n=======\n${ours}`);
    expect(
      (await project.generate({ 'a.txt': `title\n=======\n${theirs}` }, { generatorVersion: '0.3.0' })).json
        .status,
    ).to.equal('unchanged');
  });

  it('does not merge into a file that holds somebody’s unresolved merge', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', '<<<<<<< HEAD\n1\n=======\none\n>>>>>>> feature\n2\n3\n4\n5\n');
    const report = await project.generate({ 'a.txt': `${BASE}6\n` }, { onConflict: 'markers' });
    expect(report.conflicts[0]?.reason).to.contain('already contains conflict markers');
  });

  it('makes the second run of --on-conflict ours quiet, and --on-conflict theirs the templates’ text', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE });
    project.write('a.txt', ours);
    await project.generate({ 'a.txt': theirs }, { onConflict: 'ours' });
    expect(project.read('a.txt')).to.equal(ours);
    expect((await project.generate({ 'a.txt': theirs })).json.status).to.equal('unchanged');
    await project.generate({ 'a.txt': BASE.replace('3', 'again') }, { onConflict: 'theirs' });
    expect(project.read('a.txt')).to.equal(BASE.replace('3', 'again'));
  });

  it('asks whoever is there, with both texts, and takes what an editor gave back', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': BASE, 'b.txt': BASE });
    project.write('a.txt', ours);
    project.write('b.txt', ours);
    const asked: string[] = [];
    const report = await project.generate(
      { 'a.txt': theirs, 'b.txt': theirs },
      {
        resolve: (question) => {
          asked.push(
            `${question.path} ${question.ours === ours} ${question.theirs === theirs} ${question.base === BASE}`,
          );
          return Promise.resolve(asked.length === 1 ? { text: 'edited\n' } : 'skip');
        },
      },
    );
    expect(asked).to.deep.equal([`${NODE_ROOT}/a.txt true true true`, `${NODE_ROOT}/b.txt true true true`]);
    expect([project.read('a.txt'), project.read('b.txt')]).to.deep.equal(['edited\n', ours]);
    expect(actions(report)).to.deep.equal({ 'a.txt': 'merge', 'b.txt': 'conflict' });
    expect(report.next).to.deep.equal([`Run the same command again to decide about ${NODE_ROOT}/b.txt`]);
  });
});

describe('reconcile: renames', () => {
  const renames = () => [{ from: 'old/a.txt', to: 'new/b.txt' }];

  it('moves the owner’s edits along, and removes the empty folder', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': BASE });
    project.write('old/a.txt', BASE.replace('1', 'ours'));
    const report = await project.generate({ 'new/b.txt': BASE.replace('5', 'theirs') }, { renames });
    expect(actions(report)).to.deep.equal({ 'new/b.txt': 'rename' });
    expect(project.read('new/b.txt')).to.equal('ours\n2\n3\n4\ntheirs\n');
    expect(project.exists('old')).to.equal(false);
    expect(
      (await project.generate({ 'new/b.txt': BASE.replace('5', 'theirs') }, { renames })).json.status,
    ).to.equal('unchanged');
  });

  it('leaves a renamed file deleted', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': BASE });
    project.remove('old/a.txt');
    expect(actions(await project.generate({ 'new/b.txt': BASE }, { renames }))).to.deep.equal({
      'new/b.txt': 'kept-deleted',
    });
  });

  it('writes a conflict under the new name', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': BASE });
    project.write('old/a.txt', BASE.replace('3', 'ours'));
    await project.generate({ 'new/b.txt': BASE.replace('3', 'theirs') }, { renames, onConflict: 'markers' });
    expect(project.read('new/b.txt')).to.contain('<<<<<<< ours');
    expect(project.exists('old/a.txt')).to.equal(false);
  });

  it('touches neither file where the owner made the new one already', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': BASE });
    project.write('old/a.txt', 'mine\n');
    project.write('new/b.txt', 'mine too\n');
    const report = await project.generate({ 'new/b.txt': BASE }, { renames });
    expect(report.json.status).to.equal('conflicts');
    expect([project.read('old/a.txt'), project.read('new/b.txt')]).to.deep.equal(['mine\n', 'mine too\n']);
  });
});

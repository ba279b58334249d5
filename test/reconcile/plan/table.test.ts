import { expect } from 'chai';
import { actions, createProject } from '../support/project.ts';

describe('reconcile: the table of base, ours and theirs', () => {
  it('creates every file of a first run, with its mode', async () => {
    const project = createProject();
    const report = await project.generate({
      'node.ts': 'export {};\n',
      '*start_node.ts': '#!/usr/bin/env node\n',
    });
    expect(report.json.status).to.equal('done');
    expect(actions(report)).to.deep.equal({ 'node.ts': 'create', 'start_node.ts': 'create' });
    expect(project.read('node.ts')).to.equal('export {};\n');
    expect(project.mode('start_node.ts') & 0o100).to.equal(0o100);
  });

  it('changes nothing in a second run, not even the time of a file', async () => {
    const project = createProject();
    await project.generate({ 'node.ts': 'export {};\n' });
    const report = await project.generate({ 'node.ts': 'export {};\n' });
    expect(report.json.status).to.equal('unchanged');
    expect((await project.plan({ 'node.ts': 'export {};\n' })).changes).to.deep.equal([]);
  });

  it('updates a file that only the templates changed', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n' });
    expect(actions(await project.generate({ 'a.txt': 'two\n' }))).to.deep.equal({ 'a.txt': 'update' });
    expect(project.read('a.txt')).to.equal('two\n');
  });

  it('keeps a file that only the owner changed', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n' });
    project.write('a.txt', 'mine\n');
    expect(actions(await project.generate({ 'a.txt': 'one\n' }))).to.deep.equal({ 'a.txt': 'keep' });
    expect(project.read('a.txt')).to.equal('mine\n');
  });

  it('is at one with an owner who made the same change', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n' });
    project.write('a.txt', 'two\n');
    expect(actions(await project.generate({ 'a.txt': 'two\n' }))).to.deep.equal({});
    expect(actions(await project.generate({ 'a.txt': 'three\n' })), 'its base went on').to.deep.equal({
      'a.txt': 'update',
    });
  });

  it('merges changes of both in different lines', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': '1\n2\n3\n4\n5\n' });
    project.write('a.txt', 'ours\n2\n3\n4\n5\n');
    expect(actions(await project.generate({ 'a.txt': '1\n2\n3\n4\ntheirs\n' }))).to.deep.equal({
      'a.txt': 'merge',
    });
    expect(project.read('a.txt')).to.equal('ours\n2\n3\n4\ntheirs\n');
  });

  it('adopts a file that is there already with the same text', async () => {
    const project = createProject();
    project.write('a.txt', 'one\n');
    expect(actions(await project.generate({ 'a.txt': 'one\n' }))).to.deep.equal({ 'a.txt': 'adopt' });
    expect(actions(await project.generate({ 'a.txt': 'two\n' }))).to.deep.equal({ 'a.txt': 'update' });
  });

  it('clashes with a file that is there already with another text', async () => {
    const project = createProject();
    project.write('a.txt', 'mine\n');
    const report = await project.generate({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    expect(report.json.status).to.equal('conflicts');
    expect(project.read('a.txt')).to.equal('mine\n');
    expect(project.exists('b.txt'), 'fail writes nothing at all').to.equal(false);
    expect(project.exists('.onex')).to.equal(false);
  });

  it('leaves deleted what the owner deleted, until it is asked back', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    project.remove('a.txt');
    expect(actions(await project.generate({ 'a.txt': 'two\n', 'b.txt': 'b\n' }))).to.deep.equal({
      'a.txt': 'kept-deleted',
    });
    expect(project.exists('a.txt')).to.equal(false);
    const restore = ['nodes/node_billing_payment_effect/a.txt'];
    const report = await project.generate({ 'a.txt': 'two\n', 'b.txt': 'b\n' }, { restore });
    expect(actions(report)).to.deep.equal({ 'a.txt': 'create' });
    expect(project.read('a.txt')).to.equal('two\n');
  });

  it('refuses to restore a file that is not generated', async () => {
    const attempt = createProject().plan({ 'a.txt': 'one\n' }, { restore: ['nodes/other.txt'] });
    expect(await attempt.catch((error: Error) => error.message)).to.contain('--restore nodes/other.txt');
  });

  it('deletes an unedited file that the templates no longer have, and its empty folder', async () => {
    const project = createProject();
    await project.generate({ 'old/a.txt': 'one\n', 'b.txt': 'b\n' });
    expect(actions(await project.generate({ 'b.txt': 'b\n' }))).to.deep.equal({ 'old/a.txt': 'delete' });
    expect(project.exists('old')).to.equal(false);
  });

  it('keeps and reports an edited file that the templates no longer have', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    project.write('a.txt', 'mine\n');
    const report = await project.generate({ 'b.txt': 'b\n' });
    expect(report.kept.map(({ path, reason }) => [path, reason])).to.deep.equal([
      [
        'nodes/node_billing_payment_effect/a.txt',
        'the file is no longer generated, and you changed it; move what you need, and delete it',
      ],
    ]);
    expect(project.read('a.txt')).to.equal('mine\n');
  });

  it('writes nothing in a dry run and says all the same what it would do', async () => {
    const project = createProject();
    const report = await project.generate({ 'a.txt': 'one\n' }, { dryRun: true });
    expect(actions(report)).to.deep.equal({ 'a.txt': 'create' });
    expect(project.exists('')).to.equal(false);
  });
});

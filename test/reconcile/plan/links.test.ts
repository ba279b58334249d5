import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { commit } from '../../../lib/reconcile/index.ts';
import { actions, createProject, NODE_ROOT, type Project } from '../support/project.ts';

/** A folder beside a project whose name begins with the project's, such as `shop-old` beside `shop`. */
function sibling({ root }: Project): string {
  const folder = `${root}-old`;
  mkdirSync(folder);
  return folder;
}

async function refusal(project: Project, files: Record<string, string>): Promise<string> {
  const { json } = await project.generate(files);
  expect(json.status).to.equal('error');
  return String(json.error);
}

describe('reconcile: what is neither a file nor a link', () => {
  it('is refused where a file belongs, without being opened', async function () {
    const project = createProject();
    mkdirSync(project.path(''), { recursive: true });
    if (spawnSync('mkfifo', [project.path('a.txt')]).status !== 0) this.skip();
    expect(await refusal(project, { 'a.txt': 'x\n' })).to.contain('a.txt: is not a regular file');
  });
});

describe('reconcile: links in a project', () => {
  it('to a folder beside it whose name begins the same are not followed', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'a\n' });
    const outside = sibling(project);
    symlinkSync(outside, project.path('dir'));
    expect(await refusal(project, { 'a.txt': 'a\n', 'dir/b.txt': 'b\n' })).to.contain('out of the project');
    expect(readdirSync(outside)).to.deep.equal([]);
  });

  it('to a file beside it whose name begins the same are not followed', async () => {
    const project = createProject();
    const outside = join(sibling(project), 'a.txt');
    writeFileSync(outside, 'theirs\n');
    mkdirSync(project.path(''), { recursive: true });
    symlinkSync(outside, project.path('a.txt'));
    expect(await refusal(project, { 'a.txt': 'a\n' })).to.contain('out of the project');
    expect(readFileSync(outside, 'utf8')).to.equal('theirs\n');
  });

  it('that lead out by way of the project itself are not followed', async () => {
    const project = createProject();
    const outside = sibling(project);
    mkdirSync(project.path(''), { recursive: true });
    symlinkSync(join('..', '..', '..', basename(outside)), project.path('dir'));
    expect(await refusal(project, { 'dir/b.txt': 'b\n' })).to.contain('out of the project');
    expect(readdirSync(outside)).to.deep.equal([]);
  });

  it('to the project itself, and to folders in it, are followed', async () => {
    const project = createProject();
    mkdirSync(project.path('real'), { recursive: true });
    symlinkSync(project.root, project.path('top'));
    symlinkSync('real', project.path('dir'));
    const report = await project.generate({ 'top/a.txt': 'a\n', 'dir/b.txt': 'b\n' });
    expect(actions(report)).to.deep.equal({ 'top/a.txt': 'create', 'dir/b.txt': 'create' });
    expect(readFileSync(join(project.root, 'a.txt'), 'utf8')).to.equal('a\n');
    expect(project.read('real/b.txt')).to.equal('b\n');
  });

  it('that go round in a circle, or lead nowhere, are refused', async () => {
    const project = createProject();
    mkdirSync(project.path(''), { recursive: true });
    symlinkSync('circle', project.path('circle'));
    symlinkSync('gone', project.path('nowhere'));
    for (const path of ['circle', 'circle/a.txt', 'nowhere', 'nowhere/a.txt'])
      expect(await refusal(project, { [path]: 'x\n' }), path).to.contain(
        'is a link that leads out of the project or nowhere',
      );
  });

  it('to a folder where a file belongs, and to a file where a folder belongs, are refused', async () => {
    const project = createProject();
    mkdirSync(project.path('folder'), { recursive: true });
    writeFileSync(project.path('file'), 'mine\n');
    symlinkSync('folder', project.path('a.txt'));
    symlinkSync('file', project.path('dir'));
    expect(await refusal(project, { 'a.txt': 'x\n' })).to.contain('link to something that is not a file');
    expect(await refusal(project, { 'dir/b.txt': 'x\n' })).to.contain('is a file, not a folder');
    expect(await refusal(project, { 'file/b.txt': 'x\n' })).to.contain('is a file, not a folder');
    expect(project.read('file')).to.equal('mine\n');
  });

  it('that come between the plan and the run are not followed', async () => {
    const project = createProject();
    const plan = await project.plan({ 'dir/b.txt': 'b\n' });
    const outside = sibling(project);
    mkdirSync(dirname(project.path('dir')), { recursive: true });
    symlinkSync(outside, project.path('dir'));
    const error = await commit(plan).catch((reason: Error) => reason);
    expect(String(error)).to.contain(`${NODE_ROOT}/dir is a link that leads out of the project`);
    expect(readdirSync(outside)).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import type { RenderedUnit } from '../../../lib/reconcile/index.ts';
import { createProject, unitOf, type Files, type Project } from '../support/project.ts';

const LINES = ['one', 'two', 'three', 'four', 'five', ''];
const textOf = (change: Record<number, string> = {}): string =>
  LINES.map((line, index) => change[index] ?? line).join('\n');

const version = (folder: string, text: string): Files => ({
  [`${folder}/contract.yaml`]: `name: payment # ${folder}\n`,
  [`${folder}/node.ts`]: text,
});
const from = (digit: string, files: Files): RenderedUnit => ({ ...unitOf(files), source: digit.repeat(64) });
const first = (digit: string) => from(digit, version('v1_0_0', textOf()));
const both = (digit: string, more: Files = {}) =>
  from(digit, {
    ...version('v1_0_0', textOf()),
    ...version('v2_0_0', textOf({ 2: 'generated' })),
    ...more,
  });

/** A node whose owner edited a line that the new version changes too. */
async function edited(): Promise<Project> {
  const project = createProject();
  await project.generate(first('1'));
  project.write('v1_0_0/node.ts', textOf({ 2: 'mine', 4: 'also mine' }));
  return project;
}

describe('a file of a new version that is skipped', () => {
  it('is asked for again, and begins as the copy of the owner’s file', async () => {
    const project = await edited();
    let asked = 0;
    const resolve = (answer: 'skip' | 'ours') => async () => {
      asked += 1;
      return answer;
    };
    const skipped = await project.generate(both('2'), { resolve: resolve('skip') });
    expect([skipped.json.status, project.exists('v2_0_0/node.ts')]).to.deep.equal(['conflicts', false]);
    await project.generate(both('2'), { resolve: resolve('skip') });
    await project.generate(both('2'), { resolve: resolve('ours') });
    expect(asked).to.equal(3);
    expect(project.read('v2_0_0/node.ts')).to.equal(textOf({ 2: 'mine', 4: 'also mine' }));
    expect((await project.generate(both('2'))).json.status).to.equal('unchanged');
  });

  it('is no file that the templates have only later', async () => {
    const project = await edited();
    project.write('v1_0_0/node.ts', textOf());
    project.write('v1_0_0/extra.ts', 'of my own\n');
    await project.generate(both('2'));
    await project.generate(both('3', { 'v1_0_0/extra.ts': 'of my own\n' }));
    project.write('v1_0_0/extra.ts', 'edited\n');
    await project.generate(both('4', { 'v1_0_0/extra.ts': 'of my own\n', 'v2_0_0/extra.ts': 'generated\n' }));
    expect(project.read('v2_0_0/extra.ts')).to.equal('generated\n');
  });
});

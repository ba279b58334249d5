import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { RECURSIVE_CONTRACT } from '../routed-contract.ts';
import { nodeFromText, ROOT, sampleProject, textOf, writeProject } from '../support.ts';

const MINE = `
import { ModelRoot, ModelTree } from './models/index.ts';

const tree: ModelTree = { name: 'a', children: [{ name: 'b', children: [], parent: null }] };
// @ts-expect-error: a name is text, however deep
const wrong: ModelTree = { name: 'a', children: [{ name: 'b', children: [{ name: 3, children: [] }] }] };
const around: ModelRoot = { branches: [{ root: 'r', leaf: { green: true, on: {} } }] };
// @ts-expect-error: around the corner too
const wrongAround: ModelRoot = { branches: [{ root: { branches: [{}] }, leaf: { green: true, on: {} } }] };
const taken = [tree, wrong].map((value) => ModelTree.safeParse(value).success);
console.log(JSON.stringify([...taken, ...[around, wrongAround].map((value) => ModelRoot.safeParse(value).success)]));
`;

describe('recursive models', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  it('are checked all the way down, by the compiler and at run time', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(RECURSIVE_CONTRACT, true);
    await writeProject(root, [sampleProject(), unit]);
    const file = join(root, unit.root, 'v1_0_0/mine.ts');
    await writeFile(file, MINE);
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
    expect(stdout).to.equal('');
    const ran = await run(process.execPath, [file], { cwd: root });
    expect(ran.stdout.trim(), ran.stderr).to.equal('[true,false,true,false]');
  });

  it('stay open where no value could ever end, and say so', async () => {
    const { unit } = await nodeFromText(RECURSIVE_CONTRACT, true);
    expect(textOf(unit, 'v1_0_0/models/model_endless.ts'))
      .to.contain('z.looseObject({})')
      .and.to.contain('this model requires itself');
  });

  it('may be thousands in a circle', async () => {
    const models = Array.from(
      { length: 2000 },
      (_, index) => `  ModelX${index}: {fields: {next: "ModelX${(index + 1) % 2000} | None"}}\n`,
    );
    const operation = 'io_operations:\n  - {operation: go, input_fields: [x: ModelX0]}\n';
    const text = `name: node_a_b_effect\nnode_type: effect\n${operation}definitions:\n${models.join('')}`;
    const { unit } = await nodeFromText(text, false);
    expect(textOf(unit, 'v1_0_0/models/model_x1999.ts')).to.contain(
      'get next(): z.ZodOptional<z.ZodNullable<typeof ModelX0>> {',
    );
  });
});

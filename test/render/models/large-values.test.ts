import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { refuseUnrenderable } from '../../../lib/render/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, ROOT, sampleProject, textOf, writeProject } from '../support.ts';

const head = (kind: string): string => `name: node_a_x_${kind}\nnode_type: ${kind}\ndescription: d\n`;

/** Models of which each needs the next so many times. */
function nested(levels: number, width: number): string {
  const models = Array.from({ length: levels }, (_, level) => {
    const fields = Array.from({ length: width }, (_field, index) => `f${index}: M${level + 1}`);
    return `  M${level}: {${fields.join(', ')}}\n`;
  });
  return `definitions:\n${models.join('')}  M${levels}: {v: int}\n`;
}

const operation = (fields: string): string => `io_operations:\n  - {operation: go, ${fields}}\n`;

function refusal(text: string): string {
  const { contract } = readContract(text, { file: 'a.yaml' });
  try {
    refuseUnrenderable(contract!, text, 'a.yaml');
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    return (error as Error).message;
  }
  return 'taken';
}

describe('values that are written out', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  it('are refused in one line where a short contract asks for millions of parts', () => {
    for (const side of ['input', 'output']) {
      const text = head('effect') + operation(`${side}_fields: [a: M0]`) + nested(8, 20);
      expect(refusal(text)).to.equal(
        `a.yaml:7:3: definitions.M0: the smallest value of what operation "go" ${side === 'input' ? 'takes' : 'gives'} ` +
          'is too large to be written out in tests and examples (20000 parts in all, 64 levels); ' +
          'let some of its fields be lists or not required',
      );
    }
  });

  it('are refused where many operations are too much together, but not for intents, whose values no code has', () => {
    const many = Array.from(
      { length: 20 },
      (_, index) => `  - {operation: go${index}, input_fields: [a: M0]}\n`,
    );
    expect(refusal(`${head('effect')}io_operations:\n${many.join('')}${nested(3, 12)}`)).to.match(
      /^a\.yaml:\d+:3: definitions\.M0: the smallest value of what operation "go\d+" takes is too large/,
    );
    const intents = 'intent_emission:\n  intents:\n    - {intent_type: a.b, payload_model: M0}\n';
    expect(refusal(head('reducer') + intents + nested(8, 20))).to.equal('taken');
  });

  it('stay small where a contract that is too large is rendered all the same', async () => {
    const fields = 'input_fields: [a: M0], output_fields: [a: M0]';
    const { unit } = await nodeFromText(head('effect') + operation(fields) + nested(8, 20), true);
    for (const { path, contents } of unit.files) expect(contents.length, path).to.be.below(2_000_000);
  });

  it('are taken by lists and what is not required, however wide the models', () => {
    const wide = nested(8, 20).replaceAll(/: (M\d)/g, ': "list[$1]"');
    expect(refusal(head('effect') + operation('input_fields: [a: M0]') + wide)).to.equal('taken');
  });

  it('are whole as deep as models go, in samples and in answers', async () => {
    const text =
      head('effect') +
      operation('input_fields: [a: M0, u: "M20 | str"], output_fields: [a: M0]') +
      `${nested(40, 1)}  U: {u: "M0 | U"}\n`;
    const { unit } = await nodeFromText(text, true);
    const root = await folder();
    await writeProject(root, [sampleProject(), unit]);
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
    expect(stdout).to.equal('');
    const tests = await run(process.execPath, ['--conditions=onex-source', '--test'], { cwd: root });
    expect(tests.code, tests.stdout).to.equal(0);
    expect(textOf(unit, 'README.md')).to.contain('"v":1');
  });
});

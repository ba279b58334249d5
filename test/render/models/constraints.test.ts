import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, sampleProject, textOf, writeProject } from '../support.ts';

const CONTRACT = `name: node_a_b_effect
node_type: effect
io_operations:
  - operation: go
    input_fields:
      - {name: quantity, type: int, minimum: 0, maximum: 10}
      - {name: sku, type: str, required: false, pattern: "^[A-Z]{3}$"}
      - {name: mark, type: str, required: false, pattern: "^'\`/;<%\\\\*?$"}
      - {name: by_id, type: "dict[int, str]", required: false}
      - {name: by_color, type: "dict[EnumColor, PositiveInt]", required: false}
      - {name: inner, type: object, required: false, properties: {a: {type: string}}, additionalProperties: false}
definitions: {EnumColor: {type: string, enum: [red, green]}}
`;

const TYPES = `name: node_a_b_effect
node_type: effect
io_operations:
  - operation: go
    input_fields:
      - {name: at, type: datetime, required: false}
      - {name: naive, type: NaiveDatetime, required: false}
      - {name: aware, type: AwareDatetime, required: false}
      - {name: id, type: UUID, required: false}
      - {name: amount, type: Decimal, default: 0}
`;

describe('the types of a contract', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('take what Python takes', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(TYPES, false);
    await writeProject(root, [sampleProject(), unit]);
    const models = join(root, unit.root, 'v1_0_0/models/index.ts');
    const values = [
      { at: '2026-01-01T10:00:00' },
      { at: '2026-01-01T10:00:00Z' },
      { naive: '2026-01-01T10:00:00' },
      { aware: '2026-01-01T10:00:00' },
      { aware: '2026-01-01T10:00:00+02:00' },
      { id: '12345678-1234-5678-1234-567812345678' },
      { id: 'nope' },
      { amount: 1.5 },
      { amount: '1.50' },
      { amount: 'much' },
    ];
    const script = `const { ModelBGoInput: Input } = await import(${JSON.stringify(models)});
      const read = (value) => { const { success, data } = Input.safeParse(value); return success && data.amount; };
      console.log(JSON.stringify(${JSON.stringify(values)}.map(read)))`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
    });
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal(['0', '0', '0', false, '0', '0', false, '1.5', '1.50', false]);
  });
});

describe('the constraints of a contract', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('are checked by the models', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(CONTRACT, false);
    await writeProject(root, [sampleProject(), unit]);
    const models = join(root, unit.root, 'v1_0_0/models/index.ts');
    const fits = [
      {
        quantity: 10,
        sku: 'ABC',
        by_id: { 7: 'x' },
        by_color: { red: 1 },
        inner: { a: 'b' },
        mark: "'`/;<%",
      },
      { quantity: 0 },
    ];
    const breaks = [
      { quantity: 99 },
      { quantity: -1 },
      { quantity: 1, sku: 'zz' },
      { quantity: 1, mark: '' },
      { quantity: 1, by_id: { x: 'x' } },
      { quantity: 1, by_color: { blue: 1 } },
      { quantity: 1, by_color: { red: 0 } },
      { quantity: 1, inner: { b: 'c' } },
    ];
    const script = `const { ModelBGoInput: Input } = await import(${JSON.stringify(models)});
      console.log(JSON.stringify(${JSON.stringify([...fits, ...breaks])}.map((value) => Input.safeParse(value).success)))`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
    });
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal([...fits.map(() => true), ...breaks.map(() => false)]);
  });

  it('leave a first answer what the input had of the same type', async () => {
    const text = `name: node_a_b_compute
node_type: compute
annotations: {operations: [{operation: go, input_fields: [n: PositiveInt], output_fields: [n: int]}]}
`;
    const { unit } = await nodeFromText(text, false);
    expect(textOf(unit, 'v1_0_0/handlers/handler_go.ts')).to.contain('n: input.n');
  });

  it('stand in the code as strings and numbers', async () => {
    const { unit } = await nodeFromText(CONTRACT, false);
    expect(textOf(unit, 'v1_0_0/models/model_b_go.ts'))
      .to.contain("sku: z.string().regex(new RegExp('^[A-Z]{3}$', 'u')).optional(),")
      .and.to.contain(".regex(new RegExp(\"^'`/;<%\\\\*?$\", 'u'))");
  });
});

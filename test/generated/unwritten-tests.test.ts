import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../lib/render/index.ts';
import { findPlaceholders } from '../../lib/project/index.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';
import { nodeFromText, sampleProject, writeProject } from '../render/support.ts';
import { runTests, typecheck } from './support.ts';

const EFFECT = `name: node_desk_order_effect
node_type: EFFECT_GENERIC
io_operations:
  - {operation: price, input_fields: [customer: str], output_fields: [total: str]}
`;

const COMPUTE = `name: node_desk_tax_compute
node_type: COMPUTE_GENERIC
io_operations:
  - {operation: compute, input_fields: [amount: str], output_fields: [amount: str, tax: str]}
`;

/** Both steps lack a value for their commands. */
const workflow = (recovery: string): string => `name: node_desk_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
annotations:
  operations: [{operation: run, input_fields: [sku: str]}]
  workflow:
    steps:
      reserve: {compensation: release, timeout_ms: 1000}
      pay: {timeout_ms: 1000}
definitions:
  ReserveCommand: {fields: {sku: str, currency: str}}
  ReserveCompleted: {fields: {reservation: str}}
  PayCommand: {fields: {sku: str, card: str}}
workflow_coordination:
  workflow_definition:
    coordination_rules: {failure_recovery_strategy: ${recovery}}
    execution_graph:
      nodes:
        - {node_id: reserve, node_type: EFFECT_GENERIC}
        - {node_id: pay, node_type: EFFECT_GENERIC, depends_on: [reserve]}
`;

const STOCK = `name: node_desk_stock_effect
node_type: EFFECT_GENERIC
io_operations:
  - {operation: reserve, input_fields: [sku: str], output_fields: [reservation: str]}
  - {operation: release, input_fields: [reservation: str, reason: str], output_fields: [reservation: str]}
`;

/** Only the command that undoes the first step lacks a value. */
const UNDONE = workflow('compensate')
  .replace('reserve: {', 'reserve: {node: node_desk_stock_effect, operation: reserve, ')
  .replace('PayCommand: {fields: {sku: str, card: str}}', 'PayCommand: {fields: {sku: str}}');

/** What Node's test runner counts, by `tests`, `fail`, and `todo`. */
async function counts(root: string): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await runTests(root, '--test-reporter=tap');
  return Object.fromEntries(
    [...stdout.matchAll(/^# (tests|fail|todo) (\d+)$/gm)].map(([, name, count]) => [name, Number(count)]),
  );
}

async function made(text: string): Promise<{ readonly root: string; readonly unit: Unit }> {
  const root = await folder();
  const { unit } = await nodeFromText(text, true);
  await writeProject(root, [sampleProject(), unit]);
  return { root, unit };
}

/** Writes a value wherever the code of a node lacks one. */
async function write(root: string, { root: node, files }: Unit): Promise<void> {
  for (const { path } of files.filter((file) => file.path.endsWith('.ts'))) {
    const file = join(root, node, path);
    const text = await readFile(file, 'utf8');
    const written = text
      .replaceAll(/missingValue\(import\.meta\.url, '\w+'\)/g, "'written'")
      .replace(/^import \{ missingValue \} from .*\n/m, '')
      .replace(/import \{ missingValue, /, 'import { ')
      .replace(/^ {2}\/\*\* Required fields that may have no value.*\n.*\n/m, '')
      .replace(/^ {2}(override )?readonly placeholder = .*\n/m, '');
    await writeFile(file, written);
  }
}

/** Files that lack a value, by what the status says of them. */
async function lacking(root: string, unit: Unit): Promise<readonly string[]> {
  const found = await findPlaceholders(root, [unit.name]);
  return found.flatMap(({ file, message }) =>
    /without a value|throws an error/.test(message) ? [file] : [],
  );
}

describe('the generated test of code that lacks a value', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  const cases = {
    'an effect': EFFECT,
    'a compute': COMPUTE,
    'an orchestrator that fails fast': workflow('fail_fast'),
    'an orchestrator that goes on': workflow('continue'),
    'an orchestrator that undoes': workflow('compensate'),
  };
  for (const [name, text] of Object.entries(cases)) {
    it(`is a todo until the value is written, and passes then without an edit: ${name}`, async () => {
      const { root, unit } = await made(text);
      const before = await counts(root);
      expect(before).to.include({ fail: 0 });
      expect(before['todo']).to.be.above(0);
      expect(await lacking(root, unit)).to.not.deep.equal([]);
      await write(root, unit);
      expect(await counts(root)).to.deep.equal({ tests: before['tests'], fail: 0, todo: 0 });
      expect(await lacking(root, unit)).to.deep.equal([]);
    });
  }

  it('is a todo where only the command that undoes a step lacks a value', async () => {
    const root = await folder();
    const stock = await nodeFromText(STOCK, true);
    const targets = [{ folder: stock.contract.name, contract: stock.contract }];
    const { unit } = await nodeFromText(UNDONE, true, targets);
    await writeProject(root, [sampleProject(), stock.unit, unit]);
    await write(root, stock.unit);
    expect((await lacking(root, unit)).join())
      .to.contain('handler_reserve.ts')
      .and.not.contain('pay');
    const before = await counts(root);
    expect(before).to.include({ fail: 0, todo: 1 });
    await write(root, unit);
    expect(await counts(root)).to.deep.equal({ tests: before['tests'], fail: 0, todo: 0 });
  });

  it('fails where the handler throws an error of its own', async () => {
    const { root, unit } = await made(EFFECT);
    const file = join(root, unit.root, 'v1_0_0/handlers/handler_price.ts');
    const text = await readFile(file, 'utf8');
    const broken = text.replace(/missingValue\(import\.meta\.url, 'total'\)/, "String(BigInt('mine'))");
    expect(broken).to.not.equal(text);
    await writeFile(file, broken);
    expect(await counts(root)).to.include({ fail: 1, todo: 0 });
  });

  it('leaves steps of earlier versions as they are: they compile, run, and are reported', async () => {
    const { root, unit } = await made(workflow('fail_fast'));
    const file = join(root, unit.root, 'v1_0_0/handlers/handler_pay.ts');
    const text = await readFile(file, 'utf8');
    const earlier = text
      .replace(/^import \{ missingValue \}.*\n/m, '')
      .replace(/^(\n\/\*\* .*\n)/m, "\nconst unfilled = { card: 'example' };\n$1")
      .replace("card: missingValue(import.meta.url, 'card')", '...unfilled')
      .replace("unfilled: ['card'],", 'unfilled,');
    await writeFile(file, earlier);
    expect((await typecheck(root)).stdout).to.equal('');
    const script = `
      import { createTestNode } from 'onex-runtime/testing';
      import { NodeSaleOrchestrator } from './${unit.root}/v1_0_0/node.ts';
      const warnings = [];
      const warn = (...parts) => void warnings.push(String(parts.at(-1)));
      const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
      const node = await createTestNode(NodeSaleOrchestrator, { logger });
      await node.stop();
      console.log(JSON.stringify(warnings));`;
    await writeFile(join(root, 'start.mjs'), script);
    const started = await run(process.execPath, ['--conditions=onex-source', 'start.mjs'], { cwd: root });
    expect(JSON.parse(started.stdout || JSON.stringify(started.stderr))).to.include.members([
      'step pay sends made-up values for fields without a value: card',
    ]);
    const listed = (await findPlaceholders(root, [unit.name])).find((one) => one.file.includes('pay'));
    expect(listed?.message).to.contain('sample values');
  });
});

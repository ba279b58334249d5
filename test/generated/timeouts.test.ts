import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../support/folders.ts';
import { nodeFromText, sampleProject, writeProject } from '../render/support.ts';
import { runTests } from './support.ts';

const STOCK = `name: node_desk_stock_effect
node_type: EFFECT_GENERIC
io_operations:
  - {operation: reserve, input_fields: [sku: str], output_fields: [reservation: str]}
  - {operation: release, input_fields: [sku: str], output_fields: [sku: str]}
`;

/** A step that is undone with what the start command gives, so that it can be undone without its reply. */
const sale = (recovery: string): string => `name: node_desk_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
annotations:
  operations: [{operation: run, input_fields: [sku: str]}]
  workflow:
    steps:
      reserve: {node: node_desk_stock_effect, operation: reserve, compensation: release, timeout_ms: 1000}
workflow_coordination:
  workflow_definition:
    coordination_rules: {failure_recovery_strategy: ${recovery}}
    execution_graph:
      nodes: [{node_id: reserve, node_type: EFFECT_GENERIC}]
`;

const NAME = 'undoes a step that never replied, because it may have completed';

describe('the generated test of a step that times out', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  async function made(recovery: string): Promise<{ readonly root: string; readonly node: string }> {
    const root = await folder();
    const stock = await nodeFromText(STOCK, true);
    const targets = [{ folder: stock.contract.name, contract: stock.contract }];
    const { unit } = await nodeFromText(sale(recovery), true, targets);
    await writeProject(root, [sampleProject(), stock.unit, unit]);
    return { root, node: join(root, unit.root) };
  }

  /** Whether the test passes, by Node's test runner; null where there is none. */
  async function outcome(root: string): Promise<boolean | null> {
    const { stdout } = await runTests(root, '--test-reporter=tap');
    const line = stdout.split('\n').find((one) => one.includes(NAME) && /^\s*(?:not )?ok /.test(one));
    return line === undefined ? null : !line.includes('not ok');
  }

  it('passes as generated', async () => {
    const { root } = await made('compensate');
    expect(await outcome(root)).to.equal(true);
  });

  const broken = {
    throws: "() => { throw new Error('mine'); }",
    'reads the reply that never came': '({ results }) => ({ sku: String(results.reserve!.reservation) })',
    'makes what is no JSON': '() => ({ sku: 1n as never })',
  };
  for (const [what, code] of Object.entries(broken)) {
    it(`fails when the step’s compensate ${what}`, async () => {
      const { root, node } = await made('compensate');
      const file = join(node, 'v1_0_0/handlers/handler_reserve.ts');
      const text = await readFile(file, 'utf8');
      const changed = text.replace(/compensate: [^]*?,\n\}\);/, `compensate: ${code},\n});`);
      expect(changed).to.not.equal(text);
      await writeFile(file, changed);
      expect(await outcome(root)).to.equal(false);
    });
  }

  it('is not generated where nothing is undone', async () => {
    const { root } = await made('fail_fast');
    expect(await outcome(root)).to.equal(null);
  });
});

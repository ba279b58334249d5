import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { verifyUnits } from '../../../lib/verify/index.ts';
import { nodeFromText, ROOT, sampleNode, sampleProject, textOf, writeProject } from '../support.ts';

const head = (name: string): string => `name: node_shop_${name}_reducer
node_type: REDUCER_GENERIC
domain: shop
event_bus:
  subscribe_topics: [onex.cmd.shop.${name}-requested.v1]
  publish_topics: [onex.evt.shop.${name}-completed.v1, onex.evt.shop.${name}-failed.v1]
  dlq_topics: [onex.dlq.shop.commands.v1]
`;

/** Money as decimals, constraints, an enum, conditions on fields, two conditions on one field, a nested field. */
const BUDGET = `${head('budget')}
operations:
  - operation: open
    input_fields:
      - "entity_id: UUID"
      - "amount: Decimal"
      - "limit: Decimal"
      - {name: level, type: integer, maximum: 9}
      - "kind: Literal['small', 'large']"
      - "urgent: bool"
  - operation: spend
    input_fields: ["entity_id: UUID", "amount: Decimal", "order: dict[str, Any]"]
  - operation: close
    input_fields: ["entity_id: UUID"]
state_machine:
  initial_state: new
  persistence_enabled: true
  states: [new, {state_name: open, required_data: [owner]}, {state_name: spent}]
  transitions:
    - from_state: new
      to_state: open
      trigger: open
      conditions:
        - amount >= 10
        - amount < limit
        - level > 4
        - level <= 6
        - kind == large
        - urgent == True
    - from_state: open
      to_state: spent
      trigger: spend
      conditions: ["amount == 12.50", "order.total >= 3", "order.lines min_length 1"]
    - {from_state: spent, to_state: new, trigger: close}
`;

/** An operation that lists no fields takes anything. */
const NOTE = `${head('note')}
operations: [{operation: write}, {operation: erase}]
state_machine:
  initial_state: new
  states: [new, done]
  transitions:
    - {from_state: new, to_state: done, trigger: write, conditions: [text is_present]}
    - {from_state: done, to_state: new, trigger: erase}
`;

const DRIVE = `
import { createTestNode } from 'onex-runtime/testing';
import { NodeBudgetReducer } from './nodes/node_shop_budget_reducer/v1_0_0/node.ts';
import { NodeOrderReducer } from './nodes/node_billing_order_reducer/v1_0_0/node.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const BUDGET = { entity_id: ID, amount: '12.00', limit: '20', level: 5, kind: 'large', urgent: true, owner: 'me' };
const answers: Record<string, unknown> = {};
async function send(node: any, name: string, payload: object, operation: string) {
  answers[name] = await node.send(payload, { operation }).then(
    ({ payload: { state, data, error } }: any) => (error === undefined ? { state, data } : error.error_code),
    (error: Error) => 'dead letter: ' + error.message,
  );
}
const order = await createTestNode(NodeOrderReducer as never);
await send(order, 'number as id', { entity_id: 5 }, 'start');
await send(order, 'no id', { data: {} }, 'start');
await send(order, 'text as data', { entity_id: 'a', data: 'x' }, 'start');
await send(order, 'more than the model', { entity_id: 'a', admin: true }, 'start');
const budget = await createTestNode(NodeBudgetReducer as never);
await send(budget, 'wrong decimal', { ...BUDGET, amount: 'a lot' }, 'open');
await send(budget, 'beyond a constraint', { ...BUDGET, level: 10 }, 'open');
await send(budget, 'outside the enum', { ...BUDGET, kind: 'huge' }, 'open');
await send(budget, 'below the condition', { ...BUDGET, amount: '9.99' }, 'open');
await send(budget, 'above the other field', { ...BUDGET, amount: '100' }, 'open');
await send(budget, 'fit', BUDGET, 'open');
for (const test of [order, budget]) await test.stop();
console.log(JSON.stringify(answers));
`;

describe('events of generated reducers', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  async function project(): Promise<string> {
    const root = await folder();
    const rendered = [
      await nodeFromText(BUDGET, true),
      await nodeFromText(NOTE, false),
      await sampleNode('reducer', 'order'),
    ];
    const units = rendered.map(({ unit }) => unit);
    expect(await verifyUnits(units, root)).to.deep.equal([]);
    await writeProject(root, [sampleProject(), ...units]);
    return root;
  }

  it('are checked by the model, and those that do not fit are dead-lettered', async () => {
    const root = await project();
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    const answers = JSON.parse(stdout || JSON.stringify(stderr)) as Readonly<Record<string, unknown>>;
    expect(answers['number as id']).to.match(/^dead letter: .*entity_id/);
    expect(answers['no id']).to.match(/^dead letter: .*entity_id/);
    expect(answers['text as data']).to.match(/^dead letter: .*data/);
    expect(answers['more than the model']).to.deep.equal({ state: 'active', data: { entity_id: 'a' } });
    expect(answers['wrong decimal']).to.match(/^dead letter: .*amount/);
    expect(answers['beyond a constraint']).to.match(/^dead letter: .*level/);
    expect(answers['outside the enum']).to.match(/^dead letter: .*kind/);
    expect(answers['below the condition']).to.equal('ONEX_CORE_086_INVALID_STATE');
    expect(answers['above the other field']).to.equal('ONEX_CORE_086_INVALID_STATE');
    expect(answers['fit']).to.deep.include({ state: 'open' });
  });

  it('have samples that fulfill the conditions and fit the model, so that the generated tests pass', async () => {
    const root = await project();
    const { unit } = await nodeFromText(BUDGET, true);
    expect(textOf(unit, 'v1_0_0/migrate.ts')).to.contain('export const migrate: Migrate<ModelBudgetData>');
    expect(textOf(unit, 'v1_0_0/node.ts')).to.match(/^ {6}migrate,$/m);
    const { unit: note } = await nodeFromText(NOTE, false);
    expect(note.files.map(({ path }) => path)).to.not.include('v1_0_0/migrate.ts');
    const tests = textOf(unit, 'v1_0_0/node.test.ts');
    expect(tests).to.contain("amount: '10'").and.contain('level: 5').and.contain("amount: '12.50'");
    expect(tests).to.contain('publishes the new state of an entity');
    expect(tests).to.contain('rejects a payload that does not match its model');
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const typecheck = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
    expect(typecheck.stdout).to.equal('');
    const lint = await run(join(ROOT, 'node_modules/.bin/oxlint'), ['--deny-warnings'], { cwd: root });
    expect(lint.code, lint.stdout).to.equal(0);
    const ran = await run(process.execPath, ['--conditions=onex-source', '--test'], { cwd: root });
    expect(ran.code, ran.stdout).to.equal(0);
  });
});

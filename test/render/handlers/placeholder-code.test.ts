import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { findPlaceholders } from '../../../lib/project/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, sampleProject, textOf, writeProject } from '../support.ts';

/** `amount` has another type than the event's, `note` is optional there, `ref` is nowhere; the event gives the rest. */
const LOAN = `name: node_shop_loan_reducer
node_type: REDUCER_GENERIC
definitions:
  ModelPayment:
    fields: [customer: str, amount: int, note: str, ref: str, entity_id: str, memo: {type: int, required: false}]
  ModelLetter:
    fields: [customer: str]
intent_emission:
  enabled: true
  intents:
    - {intent_type: loan.pay, payload_model: ModelPayment}
    - {intent_type: letter.print, payload_model: ModelLetter}
annotations:
  operations:
    - operation: approve
      input_fields: [customer: str, amount: str, note: {type: str, required: false}, memo: str, entity_id: UUID]
state_machine:
  initial_state: asked
  states: [{state_name: asked}, {state_name: paid, entry_actions: [{action_name: emit_pay, action_type: intent_emission}]}]
  transitions:
    - from_state: asked
      to_state: paid
      trigger: approve
      conditions: [{expression: is_solvent, required: true}]
      actions: [{action_name: emit_print_letter, action_type: intent_emission}]
`;

const SALE = `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: [{node_id: pay, node_type: EFFECT_GENERIC}, {node_id: gift, node_type: EFFECT_GENERIC, depends_on: [pay]}]
annotations:
  workflow: {steps: {gift: {condition: the total is above 100}}}
`;

const DRIVE = `
import { createTestNode } from 'onex-runtime/testing';
import { NodeLoanReducer } from './nodes/node_shop_loan_reducer/v1_0_0/node.ts';
import { NodeSaleOrchestrator } from './nodes/node_shop_sale_orchestrator/v1_0_0/node.ts';
import { actionEmitPay } from './nodes/node_shop_loan_reducer/v1_0_0/handlers/action_emit_pay.ts';
import { actionEmitPrintLetter } from './nodes/node_shop_loan_reducer/v1_0_0/handlers/action_emit_print_letter.ts';

const warnings: string[] = [];
const warn = (...parts: unknown[]) => void warnings.push(String(parts.at(-1)));
const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
for (const node of [NodeLoanReducer, NodeSaleOrchestrator]) await (await createTestNode(node as never, { logger } as never)).stop();
const payload = { customer: 'Ada', amount: '5', memo: 'm' };
const context = { data: {}, state: 'asked', event: { trigger: 'approve', entityId: 'e1', payload } };
let failure = '';
try { actionEmitPay(context); } catch (error) { failure = String(error); }
console.log(JSON.stringify({ warnings, failure, letter: actionEmitPrintLetter(context) }));
`;

describe('a placeholder in the code of a reducer or a workflow', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('is reported when the node starts and in the status, and its intents have no invented value', async () => {
    const root = await folder();
    const made = await Promise.all([LOAN, SALE].map((text) => nodeFromText(text, true)));
    const units = made.map(({ unit }) => unit);
    await writeProject(root, [sampleProject(), ...units]);
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(stderr).to.equal('');
    const { warnings, failure, letter } = JSON.parse(stdout) as Record<string, unknown>;
    expect(warnings).to.deep.equal([
      'action emit_pay is a placeholder: no value for amount, note, ref',
      'guard is_solvent is a placeholder: the guard always returns true',
      'the condition of step gift is a placeholder: the step always runs',
    ]);
    expect(failure).to.contain('The field "amount" has no value');
    expect(letter).to.deep.equal({ intents: [{ name: 'letter.print', payload: { customer: 'Ada' } }] });
    const listed = await findPlaceholders(
      root,
      units.map(({ name }) => name),
    );
    expect(listed.map(({ file, message }) => [file.split('/handlers/')[1], message])).to.deep.equal([
      ['action_emit_pay.ts', 'a field has no value, so this code throws an error'],
      ['guard_is_solvent.ts', 'the guard always returns true'],
      ['handler_gift.ts', 'the step always runs, and ignores the condition in the contract'],
    ]);
  });

  it('is listed beside another placeholder in one file', async () => {
    const root = await folder();
    const path = 'nodes/node_a_b_orchestrator/v1_0_0/handlers';
    await mkdir(join(root, path), { recursive: true });
    const code =
      "export const handlerPay = step({\n  when: () => true,\n  command: () => missingValue(import.meta.url, 'a'),\n});\n";
    await writeFile(join(root, path, 'handler_pay.ts'), code);
    const listed = await findPlaceholders(root, ['node_a_b_orchestrator']);
    expect(listed.map(({ line }) => line)).to.deep.equal([3, 2]);
  });

  it('is named in the payload of an intent, field by field', async () => {
    const { unit } = await nodeFromText(LOAN, true);
    const pay = textOf(unit, 'v1_0_0/handlers/action_emit_pay.ts');
    expect(pay).to.contain("amount: missingValue(import.meta.url, 'amount'),");
    expect(pay).to.contain("note: event.payload['note'] ?? missingValue(import.meta.url, 'note'),");
    expect(pay).to.contain("ref: missingValue(import.meta.url, 'ref'),");
    expect(pay).to.contain('memo: undefined,');
    expect(pay).to.not.contain('entity_id:');
    expect(pay).to.not.contain('customer:');
    const tests = textOf(unit, 'v1_0_0/node.test.ts');
    expect(tests).to.contain("context.todo('no value for amount, note, ref');");
  });
});

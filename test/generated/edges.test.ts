import { expect } from 'chai';
import { folder, removeFolders } from '../support/folders.ts';
import { nodeFromText, sampleProject, textOf, writeProject } from '../render/support.ts';
import { lint, runTests, typecheck } from './support.ts';

const head = (name: string, kind: string): string =>
  `name: node_shop_${name}_${kind}\nnode_type: ${kind.toUpperCase()}_GENERIC\ndescription: d\n`;

/** Contracts whose names or fields mean something to the code around them. */
const CONTRACTS: Readonly<Record<string, string>> = {
  'an event model with a field `operation`': `${head('ledger', 'reducer')}
definitions: {ModelPaid: {fields: {operation: str, amount: int}}}
handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {event_model: {name: ModelPaid, module: m}, operation: pay, handler: {name: HandlerPay, module: m}}
state_machine:
  initial_state: a
  states: [{state_name: a}, {state_name: b}]
  transitions: [{from_state: a, to_state: b, trigger: pay, conditions: [{expression: "amount >= 1"}, {expression: "amount <= 5"}]}]
`,
  'intents that need fields which their events lack': `${head('loan', 'reducer')}
definitions: {ModelPaid: {fields: {amount: int, total: str, "a b": "str | None", entity_id: str, memo: {type: int, required: false}}}}
intent_emission: {enabled: true, intents: [{intent_type: loan.pay, payload_model: ModelPaid}]}
annotations: {operations: [{operation: approve, input_fields: [amount: str, memo: str]}]}
state_machine:
  initial_state: asked
  states: [{state_name: asked, exit_actions: [{action_name: emit_pay, action_type: intent_emission}]}, {state_name: paid}]
  transitions: [{from_state: asked, to_state: paid, trigger: approve}, {from_state: '*', to_state: paid, trigger: force}]
`,
  'operations that every object has': `${head('odd', 'effect')}
io_operations: [{operation: constructor, input_fields: [a: str]}, {operation: toString}, {operation: valueOf, output_fields: [a: str]}]
`,
  'operations and fields that promises have': `${head('promised', 'effect')}
io_operations: [{operation: then, input_fields: [then: str], output_fields: [then: str]}, {operation: catch}, {operation: finally}]
`,
  'a literal that reads like code': `${head('code', 'compute')}
annotations: {operations: [{operation: go, input_fields: [kind: 'Literal["randomUUID()", "input.x", "context"]'], output_fields: [kind: 'Literal["randomUUID()", "input.x", "context"]']}]}
`,
  'two steps on one topic, and parallel branches that are undone': `${head('trip', 'orchestrator')}
workflow_coordination:
  workflow_definition:
    coordination_rules: {failure_recovery_strategy: compensate, parallel_execution_allowed: true}
    execution_graph:
      nodes:
        - {node_id: hotel, node_type: EFFECT_GENERIC}
        - {node_id: flight, node_type: EFFECT_GENERIC}
        - {node_id: pay, node_type: EFFECT_GENERIC, depends_on: [hotel, flight]}
annotations:
  workflow:
    steps:
      hotel: {command_topic: onex.cmd.far.book-requested.v1, completed_topic: onex.evt.far.book-completed.v1, failed_topic: onex.evt.far.book-failed.v1, compensation: cancel}
      flight: {command_topic: onex.cmd.far.book-requested.v1, completed_topic: onex.evt.far.book-completed.v1, failed_topic: onex.evt.far.book-failed.v1, compensation: cancel}
      pay: {max_retries: 0, compensation: refund}
`,
};

describe('generated code', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('compiles, lints, and passes its own tests whatever the names in its contract mean elsewhere', async () => {
    const root = await folder();
    const made = await Promise.all(Object.values(CONTRACTS).map((text) => nodeFromText(text, true)));
    await writeProject(root, [sampleProject(), ...made.map(({ unit }) => unit)]);
    expect((await typecheck(root)).stdout).to.equal('');
    const linted = await lint(root);
    expect(linted.code, linted.stdout).to.equal(0);
    const tested = await runTests(root);
    expect(tested.code, tested.stdout).to.equal(0);
  });

  it('has a test in seconds for a machine of two thousand states', async () => {
    const count = 2000;
    const states = Array.from({ length: count }, (_, index) => ({ state_name: `s${index}` }));
    const transitions = states.slice(1).map(({ state_name: to_state }, index) => ({
      from_state: `s${index}`,
      to_state,
      trigger: `t${index % 50}`,
    }));
    const machine = JSON.stringify({ initial_state: 's0', states, transitions });
    const { unit } = await nodeFromText(`${head('long', 'reducer')}state_machine: ${machine}\n`, true);
    const root = await folder();
    await writeProject(root, [sampleProject(), unit]);
    const tested = await runTests(root);
    expect(tested.code, tested.stdout.slice(-3000)).to.equal(0);
    expect(textOf(unit, 'v1_0_0/node.test.ts')).to.contain('s1999');
  });
});

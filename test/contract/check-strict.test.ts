import { expect } from 'chai';
import { checkStrict, contractFromAnswers } from '../../lib/contract/index.ts';
import { answers } from './answers.ts';

const EFFECT = `name: node_demo_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Minimal effect contract
input_model: demo.ModelIn
output_model: demo.ModelOut
`;
const COMPUTE = `${EFFECT.replace('EFFECT', 'COMPUTE')}performance: {single_operation_max_ms: 10}\n`;
const REDUCER = EFFECT.replace('EFFECT', 'REDUCER');
const ORCHESTRATOR = `${EFFECT.replace('EFFECT', 'ORCHESTRATOR')}performance: {single_operation_max_ms: 10}\n`;

function faults(text: string): readonly string[] {
  return checkStrict(text).map(({ position, message }) => `${position.line}:${position.column} ${message}`);
}

describe('the strict rules', () => {
  it('let the smallest contract of each kind pass', () => {
    for (const text of [EFFECT, COMPUTE, REDUCER, ORCHESTRATOR]) expect(faults(text)).to.deep.equal([]);
  });

  const broken: Readonly<Record<string, readonly [string, string]>> = {
    'an unknown key at the top': [
      `${EFFECT}metadata: {a: 1}`,
      '7:1 metadata: is not a key of a strict contract; put your own keys under annotations',
    ],
    'a missing key': [EFFECT.replace(/description: .*\n/, ''), '1:1 description: is missing; expected text'],
    'a model that is a mapping': [
      EFFECT.replace('demo.ModelIn', '{name: ModelIn}'),
      '5:14 input_model: expected text, found a mapping',
    ],
    'a version that is text': [
      EFFECT.replace('{major: 1, minor: 0, patch: 0}', '"1.0.0"'),
      '2:19 contract_version: expected a mapping, found "1.0.0"',
    ],
    'a node type of no kind': [
      EFFECT.replace('EFFECT_GENERIC', 'SERVICE'),
      '3:12 node_type: expected EFFECT_GENERIC, COMPUTE_GENERIC, REDUCER_GENERIC or ORCHESTRATOR_GENERIC; found "SERVICE"',
    ],
    'an operation without a type': [
      `${EFFECT}io_operations: [{operation: a}]`,
      '7:17 io_operations[0].operation_type: is missing; expected text',
    ],
    'an empty list of operations': [
      `${EFFECT}io_operations: []`,
      '7:16 io_operations: expected at least 1 entries, found a list',
    ],
    'a bus without version': [
      `${EFFECT}event_bus: {publish_topics: []}`,
      '7:12 event_bus.version: is missing; expected a mapping',
    ],
    'an unknown key of the bus': [
      `${EFFECT}event_bus: {version: {major: 1, minor: 0, patch: 0}, subscribe: x}`,
      '7:54 event_bus.subscribe: is not a key of a strict contract',
    ],
    'a topic that breaks the rule': [
      `${EFFECT}event_bus: {version: {major: 1, minor: 0, patch: 0}, dlq_topics: [onex.cmd.a_b.c.v1]}`,
      '7:67 event_bus.dlq_topics[0]: topic "onex.cmd.a_b.c.v1" breaks the rule onex.<kind>.<producer>.<event-name>.v<N>',
    ],
    'weights that do not sum to one': [
      `${COMPUTE}algorithm: {algorithm_type: a, factors: {x: {weight: 0.5, calculation_method: l}}}`,
      '8:41 algorithm.factors: the weights must sum to 1, found 0.5',
    ],
    'a compute without a time limit': [
      COMPUTE.replace(/performance.*\n/, ''),
      '1:1 performance: is missing; expected a mapping',
    ],
    'operations on a reducer': [
      `${REDUCER}io_operations: []`,
      '7:1 io_operations: is not a key of a strict contract; put your own keys under annotations',
    ],
    'retries fewer than the breaker needs': [
      `${EFFECT}retry_policies: {max_attempts: 2}`,
      '7:32 retry_policies.max_attempts: must be at least circuit_breaker_threshold (3), or circuit_breaker_enabled: false',
    ],
    'a dependency that is no protocol': [
      `${EFFECT}dependencies: [{name: clock}]`,
      '7:23 dependencies[0].name: dependency "clock" counts as a protocol, so its name or module must contain "protocol"; or give it dependency_type: service, module, external or environment',
    ],
    'a step that waits for none': [
      `${ORCHESTRATOR}workflow_coordination: {workflow_definition: {workflow_metadata: {workflow_name: x}, execution_graph: {nodes: [{node_id: a, node_type: b, depends_on: [z]}]}}}`,
      '8:152 workflow_coordination.workflow_definition.execution_graph.nodes[0].depends_on[0]: "z" is not a step',
    ],
    'several documents': [
      `${EFFECT}---\na: 1`,
      '7:1 several YAML documents; a contract is one: put each in its own file',
    ],
    'a list': ['- a', '1:1 expected a mapping, found a list'],
  };
  for (const [what, [text, message]] of Object.entries(broken)) {
    it(`refuse ${what}, with its place`, () => {
      expect(faults(text)).to.deep.equal([message]);
    });
  }

  it('tell every fault of a state machine', () => {
    const text = contractFromAnswers(answers('reducer'))
      .replace('initial_state: idle', 'initial_state: nowhere')
      .replace('expression: entity_id exists true', 'expression: entity_id is_present')
      .replace('transition_name: completed_reset', 'transition_name: failed_reset');
    expect(faults(text).map((message) => message.replace(/^\d+:\d+ /, ''))).to.deep.equal([
      'state_machine.initial_state: state "nowhere" does not exist',
      'state_machine.transitions[0].conditions[0].expression: expected three words "field operator value" with an operator such as == or exists; found "entity_id is_present"',
      'state_machine.transitions[4].transition_name: transition "failed_reset" is listed twice',
    ]);
  });

  it('read as YAML 1.1, where yes is no text', () => {
    expect(faults(`${EFFECT}idempotent_operations: yes`)).to.deep.equal([]);
    expect(faults(EFFECT.replace('Minimal effect contract', 'yes'))[0]).to.equal(
      '4:14 description: expected text, found true',
    );
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../lib/render/index.ts';
import { verifyUnits } from '../../lib/verify/index.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';
import { nodeFromText, ROOT, sampleNode, sampleProject, textOf, writeProject } from '../render/support.ts';

const head = (name: string, kind: string): string =>
  `name: node_${name}_${kind}\nnode_type: ${kind}\ndescription: d\n`;

/** Contracts of which two names become one somewhere in the code, were they not told apart. */
const CLASHES: Readonly<Record<string, string>> = {
  'two operations': `${head('a_ops', 'effect')}io_operations: [{operation: create2}, {operation: create_2}]\n`,
  'two handlers of one operation': `${head('a_parts', 'compute')}handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {handler: {name: HandlerGo2}, operation: go, payload_type: A}
    - {handler: {name: HandlerGo_2}, operation: go, payload_type: B}
`,
  backends: `${head('a_ends', 'effect')}io_operations: [{operation: send}]
handler_routing:
  routing_strategy: backend_match
  backends: [{backend: s3, handler_key: a}, {backend: s_3, handler_key: b}]
`,
  'operations called as the node own models': `${head('a_own', 'compute')}io_operations:
  - {operation: input, input_fields: [a: str]}
  - {operation: output}
  - {operation: config, output_fields: [b: int]}
  - {operation: input_2}
`,
  'a model and that of an operation': `${head('a_x', 'effect')}io_operations:
  - {operation: go, input_fields: [r: ModelXGoInput, s: ModelXInput, t: ModelXInput2, u: ModelXConfig]}
definitions: {ModelXGoInput: {v: int}, ModelXInput: {w: str}}
`,
  'event models and those of the node': `${head('a_y', 'effect')}handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {handler: {name: HandlerA}, event_model: {name: ModelYInput, module: m}}
    - {handler: {name: HandlerB}, event_model: {name: ModelYInput2, module: m}}
`,
  'two models': `${head('a_models', 'compute')}io_operations:
  - {operation: go, input_fields: [a: ModelA1, b: ModelA_1, c: "list[A1]"]}
`,
  'an operation and the type of its context': `${head('a_talk', 'effect')}io_operations: [{operation: context}]\n`,
  'an operation of a compute and the type of its context': `${head('a_think', 'compute')}io_operations: [{operation: context}]\n`,
  dependencies: `${head('a_deps', 'effect')}dependencies: [{name: a1}, {name: a_1}]\n`,
  'actions and guards': `${head('a_machine', 'reducer')}state_machine:
  initial_state: a
  states: [{state_name: a}, {state_name: b}]
  transitions:
    - {from_state: a, to_state: b, trigger: go1, actions: [{action_name: keep1, action_type: state_update}], conditions: [{expression: f1 is odd}]}
    - {from_state: b, to_state: a, trigger: go_1, actions: [{action_name: keep_1, action_type: state_update}], conditions: [{expression: f_1 is odd}]}
`,
  steps: `${head('a_flow', 'orchestrator')}workflow_coordination:
  workflow_definition:
    execution_graph: {nodes: [{node_id: pay1, node_type: EFFECT_GENERIC}, {node_id: pay_1, node_type: EFFECT_GENERIC}]}
`,
  'values of an enum in a recursive model': `${head('a_tree', 'effect')}io_operations: [{operation: go, input_fields: [a: M]}]
definitions:
  M:
    type: object
    required: [kind]
    properties: {kind: {enum: [q, q, r]}, number: {enum: [1, 1]}, next: {$ref: "#/definitions/M"}}
`,
  ...Object.fromEntries(
    ['effect', 'compute', 'reducer', 'orchestrator'].map((kind) => [`a digit (${kind})`, head('3d', kind)]),
  ),
};

/** Contracts whose names are alike without being one: they were rendered so once, and keep what they were given. */
const ALIKE = `${head('a_flags', 'reducer')}feature_flags: [{name: use1}, {name: use_1}]
io_operations: [{operation: go1, input_fields: [r: ModelFlagsGo1Input]}, {operation: go_1}]
state_machine:
  initial_state: a
  states: [{state_name: a}]
  transitions: [{from_state: a, to_state: a, trigger: go1}, {from_state: a, to_state: a, trigger: go_1}]
`;

const names = (unit: Unit): string => unit.files.map(({ path }) => path).join('\n');

describe('names that would clash in code', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('are told apart in files and classes, so that every node compiles and passes its tests', async () => {
    const root = await folder();
    const units: Unit[] = [];
    for (const [what, text] of Object.entries(CLASHES)) {
      const { unit } = await nodeFromText(text, true);
      expect(await verifyUnits([unit], root), what).to.deep.equal([]);
      units.push(unit);
    }
    units.push((await sampleNode('effect', 'pay', { operations: ['create2', 'create_2'] })).unit);
    await writeProject(root, [sampleProject(), ...units]);
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const typecheck = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
    expect(typecheck.stdout).to.equal('');
    const lint = await run(join(ROOT, 'node_modules/.bin/oxlint'), ['--type-aware', '--deny-warnings'], {
      cwd: root,
    });
    expect(lint.code, lint.stdout).to.equal(0);
    const tests = await run(process.execPath, ['--conditions=onex-source', '--test'], { cwd: root });
    expect(tests.code, tests.stdout).to.equal(0);
    const store = 'nodes/node_3d_effect/v1_0_0/handlers/store_3d.ts';
    expect(await readFile(join(root, store), 'utf8')).to.contain('export interface Record3d {');
  });

  it('stay as they are where only a setting, a constant or a class that is not there is alike', async () => {
    const { unit } = await nodeFromText(ALIKE, true);
    expect(textOf(unit, 'v1_0_0/models/model_flags_config.ts')).to.match(/ use1: [^]* use_1: /);
    const constants = textOf(unit, 'v1_0_0/enums/enum_flags_operation_type.ts');
    expect(constants).to.contain("GO1: 'go1'").and.to.contain("GO_1: 'go_1'");
    expect(names(unit)).to.contain('models/model_flags_go1_input.ts');
  });
});

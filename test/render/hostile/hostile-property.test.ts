import { isAbsolute, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { formatIssue, NODE_KINDS, readContract, type NodeKind } from 'onex-runtime/contract';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, ROOT, sampleProject, writeProject } from '../support.ts';

/** Pieces that end a string, a comment, a template or a path, or mean something to JavaScript, YAML or a terminal. */
const PIECES = [
  "'",
  '"',
  '`',
  '\\',
  '${x}',
  '*/',
  '/*',
  '//',
  '<%= x %>',
  '<%',
  '%>',
  '\n',
  '\r\n',
  '\t',
  '\u2028',
  '../../',
  '/etc/x',
  'C:\\',
  '__proto__',
  'constructor',
  'class',
  'default',
  '🙂',
  '\u202e',
  '\u0007',
  '\u001b[31m',
  '#',
  ': ',
  '- ',
  '&a',
  '*a',
  '!!js',
  'null',
  'a',
  'b1',
  'É',
  '@ts-nocheck',
  '<script>',
  '{{',
  '}}',
  '%',
  'x'.repeat(300),
];
const anyText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const TYPES = [
  'str',
  'int',
  'list[str]',
  'dict[str, int]',
  'UUID | None',
  'Literal["a", "b"]',
  'ModelX',
  'tuple[int, ...]',
  'ModelY | None',
  'list[ModelY]',
  'dict[str, ModelX] | str',
  'tuple[ModelY, int]',
];

const field = fc.record({
  name: anyText,
  type: fc.oneof(fc.constantFrom(...TYPES), anyText),
  description: anyText,
});
const operation = fc.record({
  operation: anyText,
  description: anyText,
  input_fields: fc.array(field, { maxLength: 3 }),
  output_fields: fc.array(field, { maxLength: 2 }),
});
const route = fc.record({
  handler: fc.record({ name: anyText, module: anyText }),
  operation: anyText,
  event_type: anyText,
});

const ofKind = (kind: NodeKind, index: number) =>
  fc
    .record({
      description: anyText,
      input_model: fc.record({ name: anyText, module: anyText, description: anyText }),
      io_operations: fc.array(operation, { maxLength: 3 }),
      handler_routing: fc.record({
        routing_strategy: fc.constant('operation_match'),
        handlers: fc.array(route, { maxLength: 2 }),
      }),
      feature_flags: fc.array(fc.record({ name: anyText, description: anyText, env_var: anyText }), {
        maxLength: 2,
      }),
      dependencies: fc.array(fc.record({ name: anyText, module: anyText, description: anyText }), {
        maxLength: 2,
      }),
      config: fc.dictionary(
        anyText,
        fc.oneof(
          anyText,
          fc.boolean(),
          fc.record({ default: anyText, description: anyText, env_var: anyText }),
        ),
        { maxKeys: 3 },
      ),
      env_dependencies: fc.dictionary(anyText, fc.record({ description: anyText, required: fc.boolean() }), {
        maxKeys: 2,
      }),
      // Models that may lead to one another and back.
      definitions: fc.record({
        ModelX: fc.record({ fields: fc.array(field, { maxLength: 3 }) }),
        ModelY: fc.record({ fields: fc.array(field, { maxLength: 3 }) }),
      }),
      tags: fc.array(anyText, { maxLength: 2 }),
      states: fc.uniqueArray(anyText, { minLength: 2, maxLength: 3 }),
      action: anyText,
      expression: fc.oneof(
        anyText,
        anyText.map((text) => `x matches ${text}`),
        anyText.map((text) => `x contains "${text}"`),
        anyText.map((text) => `x in ${text}`),
        fc.nat().map((length) => `x min_length ${length}`),
      ),
    })
    .map(({ states, action, expression, ...rest }) => {
      return Object.assign(rest, {
        name: `node_hostile_t${index}_${kind}`,
        node_type: kind,
        ...(kind !== 'reducer'
          ? {}
          : {
              state_machine: {
                initial_state: states[0],
                states: states.map((state_name) => ({
                  state_name,
                  description: action,
                  required_data: [action],
                })),
                transitions: states.slice(1).map((to_state) => ({
                  from_state: states[0],
                  to_state,
                  trigger: `${action}${to_state}`,
                  conditions: [{ expression, required: true }],
                  actions: [{ action_name: action, action_type: 'intent_emission' }],
                })),
              },
            }),
        ...(kind !== 'orchestrator'
          ? {}
          : {
              workflow_coordination: {
                workflow_definition: {
                  workflow_metadata: { workflow_name: action },
                  execution_graph: {
                    nodes: states.map((node_id) => ({
                      node_id,
                      node_type: 'effect',
                      description: action,
                      condition: expression,
                    })),
                  },
                },
              },
            }),
      });
    });

const contracts = fc.tuple(
  ...Array.from({ length: 3 }, (_, round) =>
    NODE_KINDS.map((kind, index) => ofKind(kind, round * 10 + index)),
  ).flat(),
);

describe('hostile strings everywhere in a contract', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('are refused in one line each, or become a node that type-checks and stays in its folder', async () => {
    const root = await folder();
    const seed = Number(process.env['FC_SEED'] ?? Date.now() & 0x7fffffff);
    const units = [];
    for (const contract of fc.sample(contracts, { seed, numRuns: 1 }).flat()) {
      const text = JSON.stringify(contract);
      const { contract: read, issues } = readContract(text, { file: 'contract.yaml' });
      for (const issue of issues)
        expect(formatIssue(issue, 'contract.yaml')).to.not.match(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      if (read === null) continue;
      const { unit } = await nodeFromText(text, true);
      for (const { path } of unit.files) {
        expect(isAbsolute(path) || path.split('/').includes('..'), path).to.equal(false);
      }
      units.push({ ...unit, name: `${unit.name}_${units.length}`, root: `nodes/n${units.length}` });
    }
    expect(units.length, 'contracts that are read').to.be.greaterThan(3);
    await writeProject(root, [sampleProject(), ...units]);
    const { stdout } = await run(
      join(ROOT, 'node_modules/.bin/tsc'),
      ['--noEmit', '--customConditions', 'onex-source'],
      { cwd: root },
    );
    expect(stdout, `FC_SEED=${seed}`).to.equal('');
  });
});

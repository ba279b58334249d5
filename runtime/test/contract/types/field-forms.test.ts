import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';
import { SCHEMA_KEYS } from '../../../src/contract/read/types/json-schema.ts';

const fields = (list: string): readonly (readonly [string, string])[] =>
  contractOf(`inputs: [${list}]`).operations[0]!.input!.map(({ name, type }) => [name, type.kind]);
const told = (body: string): string => issuesOf(withHead(body), 'warning').join('\n');

describe('a field with a name', () => {
  for (const name of [
    'date',
    'timestamp',
    'text',
    'uuid',
    'json',
    'number',
    'string',
    'bytes',
    'any',
    'status',
  ]) {
    it(`is one field, though its name may be that of a type: ${name}`, () => {
      expect(fields(`{name: ${name}, type: datetime}`)).to.deep.equal([[name, 'datetime']]);
      expect(fields(`{name: ${name}, enum: [open, closed]}`)).to.deep.equal([[name, 'literal']]);
      expect(fields(`{name: ${name}, required: false, description: What.}`)[0]?.[0]).to.equal(name);
    });
  }

  it('is one field beside any keyword of a schema', () => {
    const values: Readonly<Record<string, string>> = {
      anyOf: '[{type: string}]',
      oneOf: '[{type: string}]',
      allOf: '[{type: string}]',
      enum: '[a]',
      choices: '[a]',
      examples: '[a]',
      properties: '{a: {type: string}}',
      items: '{type: string}',
      type: 'str',
      field_type: 'str',
      $ref: '"#/definitions/X"',
      pattern: '"^a$"',
      description: 'What it is.',
      format: 'uuid',
    };
    for (const key of [...SCHEMA_KEYS].filter((one) => one !== 'name')) {
      expect(
        fields(`{name: status, ${key}: ${values[key] ?? '1'}}`).map(([name]) => name),
        key,
      ).to.deep.equal(['status']);
    }
  });

  it('is two fields where both values are Python’s own types, and in a mapping of names to types', () => {
    expect(fields('{name: str, description: str}')).to.deep.equal([
      ['name', 'string'],
      ['description', 'string'],
    ]);
    expect(
      contractOf('inputs: {name: str, type: date}').operations[0]!.input!.map(({ name }) => name),
    ).to.deep.equal(['name', 'type']);
  });
});

describe('keywords of JSON Schema', () => {
  it('are honored or reported: additionalProperties of an operation or a definition', () => {
    const closed = '{type: object, properties: {a: {type: string}}, additionalProperties: false}';
    for (const body of [`inputs: ${closed}`, `definitions: {ModelA: ${closed}}`]) {
      expect(told(body)).to.contain('additionalProperties: is not checked by the node’s models');
    }
    expect(
      told(`inputs: {type: object, properties: {a: {type: string}}, additionalProperties: true}`),
    ).to.not.contain('additionalProperties');
  });

  it('are honored or reported: allOf beside properties', () => {
    expect(
      told('inputs: {type: object, properties: {a: {type: string}}, allOf: [{required: [a]}]}'),
    ).to.contain('inputs.allOf: not understood');
    expect(told('inputs: [{name: x, properties: {a: {type: string}}, allOf: [{type: object}]}]')).to.match(
      /inputs\[0\]\.(?:properties|allOf): not understood/,
    );
  });

  it('are honored or reported: a name under required that is no property', () => {
    const body = 'inputs: {type: object, properties: {amount: {type: string}}, required: [amuont]}';
    expect(contractOf(body).operations[0]?.input?.[0]?.required).to.equal(false);
    expect(told(body))
      .to.contain('inputs.required[0]: "amuont" is none of the properties')
      .and.contain('"amount"?');
  });

  for (const keyword of [
    'uniqueItems',
    'minProperties',
    'patternProperties',
    'not',
    'if',
    'contains',
    'prefixItems',
  ]) {
    it(`are honored or reported: ${keyword}`, () => {
      expect(told(`inputs: [{name: x, type: string, ${keyword}: {a: 1}}]`)).to.contain(`${keyword}: `);
      expect(told(`inputs: {type: object, required: [], properties: {}, ${keyword}: {a: 1}}`)).to.contain(
        `${keyword}: `,
      );
    });
  }

  it('are honored or reported: words in an enum that YAML 1.1 takes for booleans', () => {
    const texts = 'inputs: [{name: x, type: string, enum: [yes, no, maybe]}]';
    expect(contractOf(texts).operations[0]?.input?.[0]?.type).to.deep.equal({
      kind: 'literal',
      values: ['yes', 'no', 'maybe'],
    });
    expect(told(texts)).to.contain('yes without quotes is the boolean true');
    expect(told('inputs: [{name: x, type: integer, enum: [a]}]')).to.contain(
      '"a" is not a value of the type "integer"',
    );
  });
});

describe('what a contract says of steps and actions', () => {
  const workflow = (graph: string, more = ''): string =>
    `name: node_a_b_orchestrator\nnode_type: orchestrator\nworkflow_coordination: {workflow_definition: {execution_graph: {${graph}}}}\n${more}`;
  const steps = (text: string): readonly (readonly [string, readonly string[]])[] =>
    contractOf(text).workflow!.steps.map(({ id, dependsOn }) => [id, dependsOn]);

  for (const edge of ['{from: a, to: b}', '{source: a, target: b}', '{from_node: a, to_node: b}', 'a -> b']) {
    it(`lets a step wait for another by an edge: ${edge}`, () => {
      expect(steps(workflow(`nodes: [{node_id: a}, {node_id: b}], edges: [${edge}]`))).to.deep.equal([
        ['a', []],
        ['b', ['a']],
      ]);
    });
  }

  it('refuses a circle of edges and reports an edge to nowhere', () => {
    const circle = workflow(
      'nodes: [{node_id: a}, {node_id: b, depends_on: [a]}], edges: [{from: b, to: a}]',
    );
    expect(issuesOf(circle).join('\n')).to.contain('in a cycle');
    const nowhere = workflow('nodes: [{node_id: a}], edges: [{from: a, to: z}]');
    expect(issuesOf(nowhere, 'warning').join('\n')).to.contain(
      'edges[0]: "z" is not a step; the edge is ignored',
    );
  });

  it('reports a condition of a step, a point of synchronization, and notes of a step that is none', () => {
    const text = workflow(
      'nodes: [{node_id: payment, condition: amount > 5}]',
      'annotations: {workflow: {steps: {paymnet: {node: x}}}}\n',
    );
    const warnings = issuesOf(text, 'warning').join('\n');
    expect(warnings)
      .to.contain('condition "amount > 5" becomes a function')
      .and.contain('did you mean "payment"?');
    const rules =
      'name: n\nnode_type: orchestrator\nworkflow_coordination: {workflow_definition: {coordination_rules: {synchronization_points: [a]}}}\n';
    expect(issuesOf(rules, 'warning').join('\n')).to.contain('synchronization_points: ignored');
  });

  it('runs actions by their execution_order, and reports time limits of states and transitions', () => {
    const text =
      'name: node_a_b_reducer\nnode_type: reducer\nstate_machine:\n  initial_state: a\n  states: [{state_name: a, timeout_ms: 5}, b]\n  transitions:\n    - {from_state: a, to_state: b, trigger: go, timeout_ms: 6, actions: [{action_name: second, execution_order: 2}, {action_name: first, execution_order: 1}, {action_name: third, execution_order: 10}]}\n';
    expect(contractOf(text).stateMachine?.transitions[0]?.actions.map(({ name }) => name)).to.deep.equal([
      'first',
      'second',
      'third',
    ]);
    const warnings = issuesOf(text, 'warning').join('\n');
    expect(warnings)
      .to.contain('states[0].timeout_ms: ignored')
      .and.contain('transitions[0].timeout_ms: ignored');
  });
});

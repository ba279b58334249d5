import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

const CMD = 'onex.cmd.shop.order-start.v1';
const DONE = 'onex.evt.shop.order-completed.v1';
const names = (fields: readonly { readonly name: string }[] | null | undefined): readonly string[] | null =>
  fields?.map(({ name }) => name) ?? null;
const DEFINED = 'definitions: {ModelOrder: {sku: str}, ModelOrdered: {total: int}}';

/** A contract whose topics have these entries. */
const body = (request: string, event: string, more = DEFINED): string =>
  `event_bus:\n  subscribe_topics: [{topic: ${CMD}, ${request}}]\n  publish_topics: [{topic: ${DONE}, ${event}}, onex.evt.shop.order-failed.v1]\n${more}`;

describe('a model beside a topic', () => {
  for (const key of ['event_model', 'payload_model', 'model', 'payload_schema', 'schema_ref', 'schema'])
    it(`gives the payload its fields, written as ${key}`, () => {
      const text = body(`${key}: shop.models.ModelOrder`, `${key}: ModelOrdered`);
      const [operation] = contractOf(text).operations;
      expect([names(operation?.input), names(operation?.output)]).to.deep.equal([['sku'], ['total']]);
      expect([operation?.inputModel?.name, operation?.outputModel?.name]).to.deep.equal([
        'ModelOrder',
        'ModelOrdered',
      ]);
      expect(issuesOf(withHead(text), 'warning')).to.deep.equal([]);
    });

  it('may be a mapping with a name, a reference, or a JSON Schema in place', () => {
    const text = body(
      'event_model: {name: ModelOrder, module: shop.models}',
      'schema: {$ref: "#/definitions/ModelOrdered"}',
    );
    const [operation] = contractOf(text).operations;
    expect([names(operation?.input), names(operation?.output)]).to.deep.equal([['sku'], ['total']]);
    const inPlace = body(
      'schema: {type: object, properties: {sku: {type: string}}, required: [sku]}',
      'schema: {type: object, properties: {total: {type: integer}}}',
    );
    const [own] = contractOf(inPlace).operations;
    expect(own?.input?.[0]).to.include({ name: 'sku', required: true });
    expect(names(own?.output)).to.deep.equal(['total']);
  });

  it('counts less than the model of the operation, and more than that of the contract', () => {
    const models = 'io_operations: [{operation: take, input_model: ModelOrder}]\noutput_model: ModelOrder\n';
    const [operation] = contractOf(
      body('model: ModelOrdered', 'model: ModelOrdered', models + DEFINED),
    ).operations;
    expect([names(operation?.input), names(operation?.output)]).to.deep.equal([['sku'], ['total']]);
  });

  it('is reported where the contract does not define it, and where it is no model', () => {
    const warnings = issuesOf(withHead(body('model: ModelGone', 'schema: 7', '')), 'warning').join('\n');
    expect(warnings).to.contain('subscribe_topics[0].model: the contract does not define "ModelGone"');
    expect(warnings).to.contain('give it with --models');
    expect(warnings).to.match(
      /publish_topics\[0\]\.schema: has no effect: it is neither the name of a model/,
    );
  });

  it('is the model of a step’s command and of its reply', () => {
    const { workflow } = contractOf(`
name: node_shop_trip_orchestrator
node_type: ORCHESTRATOR_GENERIC
workflow_coordination:
  workflow_definition: {execution_graph: {nodes: [{node_id: pay}]}}
annotations:
  workflow: {steps: {pay: {command_topic: onex.cmd.shop.pay.v1, completed_topic: onex.evt.shop.paid.v1}}}
event_bus:
  subscribe_topics: [onex.cmd.shop.trip-requested.v1, {topic: onex.evt.shop.paid.v1, model: ModelPaid}]
  publish_topics: [{topic: onex.cmd.shop.pay.v1, model: ModelPay}]
`);
    expect(workflow?.steps[0]).to.include({ commandModel: 'ModelPay', resultModel: 'ModelPaid' });
  });
});

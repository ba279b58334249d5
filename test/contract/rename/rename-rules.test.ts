import { expect } from 'chai';
import { parse } from 'yaml';
import {
  domainRule,
  drivenOperationRule,
  fieldRule,
  nodeRule,
  operationRule,
  producerRule,
  replaceScalars,
  stateRule,
  stepRule,
  topicRule,
  type Rule,
} from '../../../lib/contract/rename/index.ts';

const EFFECT = `# Payments
name: node_billing_payment_effect   # on the wire
description: create a payment with node_billing_payment_effect
input_model: billing.nodes.node_billing_payment_effect.models.ModelPaymentInput

event_bus:
  subscribe_topics: ["onex.cmd.billing.payment-requested.v1", 'onex.cmd.billing.other.v1']
io_operations:
  # the first
  - operation: "create"
    operation_type: create
    description: create
    input_fields:

      - amount: Decimal     # in cents
      - "create: str"
      - {name: note, type: str, default: amount}
    output_fields: [amount, create]
  - {operation: refund, operation_type: create, input_fields: {amount: Decimal, properties: str}}
idempotent_operations: [create, refund]
handler_routing:
  handlers:
    - {handler: create, operation: create, supported_operations: [refund, create]}
annotations:
  domain: billing
  definitions:
    ModelLine:
      type: object
      properties: {amount: {type: string}, create: {type: string}}
      required: [amount]
`;

const WORKFLOW = `
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes:
        - node_id: pay
          depends_on: []
        - node_id: ship
          description: pay
          depends_on: [pay]   # paid first
      edges: ["pay -> ship", {from: pay, to: ship}]
annotations:
  workflow:
    steps:
      pay:  # charge
        node: node_billing_payment_effect
        operation: create
        compensation: refund
      ship: {node: pay, operation: create, command_topic: onex.cmd.pay.create.v1}
`;

const MACHINE = `
state_machine:
  initial_state: idle
  states:
    - state_name: idle
      description: idle
      required_data: [amount]
    - {state_name: done, entry_actions: [idle]}
  terminal_states: [done]
  transitions:
    - {transition_name: idle, from_state: idle, to_state: done, trigger: start, conditions: [{expression: amount exists true}]}
    - {from_state: "idle, done", to_state: idle, trigger: idle}
`;

const renamed = (text: string, rule: Rule): string => replaceScalars(text, rule);
/** Lines that differ, as `before => after`. */
function changes(before: string, after: string): string[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  expect(other).to.have.length(one.length);
  return one.flatMap((line, index) =>
    line === other[index] ? [] : [`${line.trim()} => ${other[index]!.trim()}`],
  );
}

describe('a rename in a contract', () => {
  it('changes an operation where it is declared and routed, and no operation_type, field, or text', () => {
    const after = renamed(EFFECT, operationRule(parse(EFFECT), 'create', 'charge'));
    expect(changes(EFFECT, after)).to.deep.equal([
      '- operation: "create" => - operation: "charge"',
      'idempotent_operations: [create, refund] => idempotent_operations: [charge, refund]',
      '- {handler: create, operation: create, supported_operations: [refund, create]} => ' +
        '- {handler: create, operation: charge, supported_operations: [refund, charge]}',
    ]);
  });

  it('changes an operation that is the key of a mapping', () => {
    const text = 'operations:\n  create: {input: {create: str}}\n  other: create\n';
    const after = renamed(text, operationRule(parse(text), 'create', 'charge'));
    expect(changes(text, after)).to.deep.equal([
      'create: {input: {create: str}} => charge: {input: {create: str}}',
    ]);
  });

  it('changes an operation in the steps that its node does, and in no other step', () => {
    const document = parse(WORKFLOW);
    const drives = (step: string): boolean => step === 'pay';
    const create = drivenOperationRule(document, { from: 'create', to: 'charge', drives });
    expect(changes(WORKFLOW, renamed(WORKFLOW, create))).to.deep.equal([
      'operation: create => operation: charge',
    ]);
    const refund = drivenOperationRule(document, { from: 'refund', to: 'repay', drives });
    expect(changes(WORKFLOW, renamed(WORKFLOW, refund))).to.deep.equal([
      'compensation: refund => compensation: repay',
    ]);
  });

  it('changes a step, what waits for it, its edges and its notes', () => {
    const after = renamed(WORKFLOW, stepRule(parse(WORKFLOW), 'pay', 'charge_it'));
    expect(changes(WORKFLOW, after)).to.deep.equal([
      '- node_id: pay => - node_id: charge_it',
      'depends_on: [pay]   # paid first => depends_on: [charge_it]   # paid first',
      'edges: ["pay -> ship", {from: pay, to: ship}] => edges: ["charge_it -> ship", {from: charge_it, to: ship}]',
      'pay:  # charge => charge_it:  # charge',
    ]);
  });

  it('changes a state, and no action, trigger, or transition of the same name', () => {
    const after = renamed(MACHINE, stateRule('idle', 'new'));
    expect(changes(MACHINE, after)).to.deep.equal([
      'initial_state: idle => initial_state: new',
      '- state_name: idle => - state_name: new',
      '- {transition_name: idle, from_state: idle, to_state: done, trigger: start, conditions: [{expression: amount exists true}]} => ' +
        '- {transition_name: idle, from_state: new, to_state: done, trigger: start, conditions: [{expression: amount exists true}]}',
      '- {from_state: "idle, done", to_state: idle, trigger: idle} => - {from_state: "new, done", to_state: new, trigger: idle}',
    ]);
  });

  it('changes a field of one side of one operation', () => {
    const owner = { operation: 'create', side: 'input' } as const;
    const rule = fieldRule(parse(EFFECT), { owner, from: 'amount', to: 'total' }, false);
    expect(changes(EFFECT, renamed(EFFECT, rule))).to.deep.equal([
      '- amount: Decimal     # in cents => - total: Decimal     # in cents',
    ]);
  });

  it('changes a field in every form in which a contract writes it', () => {
    const both = { operation: 'create', side: null } as const;
    const rename = (from: string) => fieldRule(parse(EFFECT), { owner: both, from, to: 'total' }, false);
    expect(changes(EFFECT, renamed(EFFECT, rename('create')))).to.deep.equal([
      '- "create: str" => - "total: str"',
      'output_fields: [amount, create] => output_fields: [amount, total]',
    ]);
    expect(changes(EFFECT, renamed(EFFECT, rename('note')))).to.deep.equal([
      '- {name: note, type: str, default: amount} => - {name: total, type: str, default: amount}',
    ]);
    const refund = { operation: 'refund', side: null } as const;
    const mapped = fieldRule(parse(EFFECT), { owner: refund, from: 'amount', to: 'total' }, false);
    expect(changes(EFFECT, renamed(EFFECT, mapped))).to.have.length(1);
  });

  it('changes a field of a definition written as a JSON Schema', () => {
    const owner = { definition: 'ModelLine' };
    const rule = fieldRule(parse(EFFECT), { owner, from: 'amount', to: 'total' }, false);
    expect(changes(EFFECT, renamed(EFFECT, rule))).to.deep.equal([
      'properties: {amount: {type: string}, create: {type: string}} => properties: {total: {type: string}, create: {type: string}}',
      'required: [amount] => required: [total]',
    ]);
  });

  it('changes what a state machine requires of a field', () => {
    const owner = { operation: 'start', side: null } as const;
    const rule = fieldRule(parse(MACHINE), { owner, from: 'amount', to: 'total' }, true);
    expect(renamed(MACHINE, rule)).to.equal(MACHINE.replaceAll('amount', 'total'));
  });

  it('changes a node and its models, and no text for people', () => {
    const names = { from: 'node_billing_payment_effect', to: 'node_billing_invoice_effect' };
    const rule = nodeRule({ ...names, models: { from: 'Payment', to: 'Invoice' } });
    expect(changes(EFFECT, renamed(EFFECT, rule))).to.deep.equal([
      'name: node_billing_payment_effect   # on the wire => name: node_billing_invoice_effect   # on the wire',
      'input_model: billing.nodes.node_billing_payment_effect.models.ModelPaymentInput => ' +
        'input_model: billing.nodes.node_billing_invoice_effect.models.ModelInvoiceInput',
    ]);
    expect(changes(WORKFLOW, renamed(WORKFLOW, rule))).to.deep.equal([
      'node: node_billing_payment_effect => node: node_billing_invoice_effect',
    ]);
    const longer = 'node: node_billing_payment_effect_old\n';
    expect(renamed(longer, rule)).to.equal(longer);
  });

  it('changes a topic by its whole name, in the quotes that it has', () => {
    const rule = topicRule('onex.cmd.billing.payment-requested.v1', 'onex.cmd.billing.pay.v1');
    expect(changes(EFFECT, renamed(EFFECT, rule))).to.deep.equal([
      `subscribe_topics: ["onex.cmd.billing.payment-requested.v1", 'onex.cmd.billing.other.v1'] => ` +
        `subscribe_topics: ["onex.cmd.billing.pay.v1", 'onex.cmd.billing.other.v1']`,
    ]);
    const templated = '{env}.onex.cmd.billing.payment-requested.v1';
    expect(renamed(`a: "${templated}"\n`, rule)).to.equal('a: "{env}.onex.cmd.billing.pay.v1"\n');
  });

  it('changes a domain where the contract says it, and in no topic', () => {
    const after = renamed(EFFECT, domainRule('billing', 'order-desk'));
    expect(changes(EFFECT, after)).to.deep.equal([
      'input_model: billing.nodes.node_billing_payment_effect.models.ModelPaymentInput => ' +
        'input_model: order_desk.nodes.node_billing_payment_effect.models.ModelPaymentInput',
      'domain: billing => domain: order-desk',
    ]);
  });

  it('changes the producer of topics, and no other part of them', () => {
    const text =
      'a: [onex.evt.billing.billing-paid.v1, "{env}.onex.cmd.billing.x.v1", onex.evt.billing-2.x.v1, billing]\n';
    expect(renamed(text, producerRule('billing', 'sales'))).to.equal(
      'a: [onex.evt.sales.billing-paid.v1, "{env}.onex.cmd.sales.x.v1", onex.evt.billing-2.x.v1, billing]\n',
    );
  });

  it('keeps carriage returns and a byte order mark', () => {
    const text = `\uFEFF${EFFECT.replaceAll('\n', '\r\n')}`;
    const after = renamed(text, operationRule(parse(EFFECT), 'create', 'charge'));
    expect(after).to.equal(
      `\uFEFF${renamed(EFFECT, operationRule(parse(EFFECT), 'create', 'charge')).replaceAll('\n', '\r\n')}`,
    );
  });
});

import { expect } from 'chai';
import { readContract, type Contract } from 'onex-runtime/contract';
import { checkGraph, type GraphFinding, type MeshNode } from '../../lib/graph/index.ts';

const node = (name: string, body: string, own = true): MeshNode => {
  const kind = name.split('_').at(-1)?.toUpperCase() ?? '';
  const text = `name: node_shop_${name}\nnode_type: ${kind}_GENERIC\n${body}\n`;
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(JSON.stringify(issues));
  return { contract: contract as Contract, file: `nodes/${name}/contract.yaml`, own };
};
const bus = (subscribe: string, publish: string): string =>
  `event_bus: {subscribe_topics: [${subscribe}], publish_topics: [${publish}]}`;
const PAY = 'onex.cmd.shop.pay-requested.v1';
const PAID = 'onex.evt.shop.pay-completed.v1';
const UNPAID = 'onex.evt.shop.pay-failed.v1';
const rules = (...nodes: MeshNode[]): string[] =>
  checkGraph(nodes).map(({ severity, rule }) => `${severity} ${rule}`);
const first = (rule: GraphFinding['rule'], ...nodes: MeshNode[]): GraphFinding | undefined =>
  checkGraph(nodes).find((one) => one.rule === rule);

const step = (answers = `completed_topic: ${PAID}, failed_topic: ${UNPAID}`): string =>
  [
    'event_bus: {subscribe_topics: [onex.cmd.shop.sale-requested.v1]}',
    'workflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: pay, node_type: effect}]}}}',
    `annotations: {workflow: {steps: {pay: {command_topic: ${PAY}, ${answers}}}}}`,
  ].join('\n');
const pay = node('pay_effect', bus(PAY, `${PAID}, ${UNPAID}`));

describe('the graph of a mesh', () => {
  it('has no finding where each command is taken and answered', () => {
    expect(rules(node('sale_orchestrator', step()), pay)).to.deep.equal([]);
  });

  it('has an error for a command that no node takes', () => {
    const found = first('unread', node('sale_orchestrator', step()));
    expect(found).to.include({ severity: 'error', topic: PAY });
    expect(found?.message).to.contain('node_shop_sale_orchestrator').and.contain('no node takes');
  });

  it('has an error for a step whose node answers elsewhere', () => {
    const sale = node(
      'sale_orchestrator',
      step('completed_topic: onex.evt.shop.other.v1, failed_topic: onex.evt.shop.lost.v1'),
    );
    expect(rules(sale, pay)).to.include.members(['error unanswered', 'error unpublished']);
    expect(first('unanswered', sale, pay)?.nodes).to.deep.equal([
      'node_shop_sale_orchestrator',
      'node_shop_pay_effect',
    ]);
  });

  it('warns of an event that nobody publishes or reads, unless another system does', () => {
    const event = 'onex.evt.shop.noted.v1';
    const reads = bus(`${PAY}, ${event}`, `${PAID}, ${UNPAID}`);
    expect(rules(node('note_effect', reads))).to.deep.equal(['warning unpublished']);
    expect(rules(node('note_effect', `${reads}\nexternally_produced_topics: [${event}]`))).to.deep.equal([]);
    const writes = bus(PAY, `${PAID}, ${UNPAID}, ${event}`);
    const routed = 'io_operations: [{operation: pay}]';
    expect(rules(node('note_effect', `${writes}\n${routed}`))).to.deep.equal(['warning unread']);
    expect(
      rules(node('note_effect', `${writes}\n${routed}\nexternally_consumed_topics: [${event}]`)),
    ).to.deep.equal([]);
  });

  it('has an error for two nodes that claim a topic with different models, and a warning for equal ones', () => {
    const takes = (name: string, field: string): MeshNode =>
      node(
        name,
        `${bus(PAY, `onex.evt.shop.${name.split('_')[0]}-completed.v1, onex.evt.shop.${name.split('_')[0]}-failed.v1`)}\ninputs: {${field}: int}`,
      );
    expect(rules(takes('a_effect', 'amount'), takes('b_effect', 'amount'))).to.deep.equal([
      'warning shared-commands',
    ]);
    const found = first('two-models', takes('a_effect', 'amount'), takes('b_effect', 'total'));
    expect(found).to.include({ severity: 'error', topic: PAY });
    const named = (name: string, model: string): MeshNode =>
      node(name, `${bus(PAY, `onex.evt.shop.${name.split('_')[0]}-completed.v1`)}\ninput_model: ${model}`);
    expect(first('two-models', named('a_effect', 'x.One'), named('b_effect', 'x.Two'))?.message).to.contain(
      'One and Two',
    );
  });

  it('has an error for a field that the producer lacks or gives as another type', () => {
    const gives = (fields: string): MeshNode =>
      node('pay_effect', `${bus(PAY, `${PAID}, ${UNPAID}`)}\noutputs: ${fields}`);
    const takes = node(
      'print_compute',
      `${bus(PAID, 'onex.evt.shop.print-completed.v1, onex.evt.shop.print-failed.v1')}\ninputs: {number: str, lines: "list[str]"}`,
    );
    expect(rules(gives('{number: str, lines: "list[str]"}'), takes)).to.deep.equal([]);
    expect(first('field', gives('{number: str}'), takes)?.message).to.contain('requires the field lines');
    expect(first('field', gives('{number: str, lines: "list[int]"}'), takes)?.message).to.contain(
      'list[int] and not list[str]',
    );
    const optional = gives('{number: str, lines: {type: array, items: str, required: false}}');
    expect(first('field', optional, takes)).to.include({ severity: 'warning' });
  });

  it('warns of nodes that start one another', () => {
    const next = (name: string, from: string, to: string): MeshNode =>
      node(
        `${name}_compute`,
        bus(
          `onex.evt.shop.${from}-completed.v1`,
          `onex.evt.shop.${to}-completed.v1, onex.evt.shop.${to}-failed.v1`,
        ),
      );
    expect(rules(next('a', 'c', 'a'), next('b', 'a', 'b'), next('c', 'b', 'c'))).to.deep.equal([
      'warning cycle',
    ]);
    expect(rules(next('a', 'x', 'a'), next('b', 'a', 'b'))).to.deep.equal(['warning unpublished']);
  });

  it('says nothing of nodes of other folders alone', () => {
    const other = node('note_effect', bus(`${PAY}, onex.evt.shop.noted.v1`, `${PAID}, ${UNPAID}`), false);
    expect(rules(other)).to.deep.equal(['warning unpublished']);
    const mine = node(
      'own_effect',
      bus('onex.cmd.shop.own-requested.v1', 'onex.evt.shop.own-completed.v1, onex.evt.shop.own-failed.v1'),
    );
    expect(rules(mine, other)).to.deep.equal([]);
  });
});

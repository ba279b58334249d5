import { expect } from 'chai';
import { contractOf, issuesOf } from '../read.ts';

const BUS = `
event_bus:
  subscribe_topics: [onex.cmd.shop.go.v1, onex.evt.shop.list.v1, onex.evt.shop.sorted.v1]
`;

const flow = (nodes: string, rest = ''): string => `
name: node_shop_checkout_orchestrator
node_type: orchestrator
${rest}
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: ${nodes}
`;

const boundOf = (text: string) =>
  contractOf(text).workflow?.steps.map(({ node, commandTopic, completedTopic, resultModel }) => ({
    node,
    commandTopic,
    completedTopic,
    resultModel,
  }));

describe('the binding of a step', () => {
  it('is never a matter of position: events and routes that name no step are left alone', () => {
    const text = flow(
      '[{node_id: scan}, {node_id: sort, depends_on: [scan]}]',
      `${BUS}
handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {event_model: {name: ModelGo, module: m}, message_category: COMMAND, handler: {name: HandlerGo, module: m}, output_events: [ModelScan]}
    - {event_model: {name: ModelList, module: x.nodes.node_shop_list_effect.models}, message_category: EVENT, handler: {name: HandlerList, module: m}}
    - {event_model: {name: ModelSorted, module: m}, message_category: EVENT, handler: {name: HandlerSorted, module: m}}
`,
    );
    expect(boundOf(text)?.map(({ completedTopic, node }) => [completedTopic, node])).to.deep.equal([
      ['onex.evt.shop.scan-completed.v1', null],
      ['onex.evt.shop.sort-completed.v1', null],
    ]);
    const warnings = issuesOf(text, 'warning').join('\n');
    expect(warnings).to.include('step scan is unbound').and.to.include('step sort is unbound');
    expect(warnings).to.include('onex.evt.shop.list.v1 answers no step');
    expect(contractOf(text).workflow?.unboundEvents).to.deep.equal([
      'onex.evt.shop.list.v1',
      'onex.evt.shop.sorted.v1',
    ]);
  });

  it('comes from step_config and the route whose event belongs to that node', () => {
    const text = flow(
      '[{node_id: one, step_config: {effect_node: node_shop_sort_effect}}, {node_id: two, step_config: {effect_node: node_shop_list_effect}}]',
      `${BUS}
handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {event_model: {name: ModelList, module: x.nodes.node_shop_list_effect.models}, topic: onex.evt.shop.list.v1, message_category: EVENT, handler: {name: HandlerList, module: m}}
    - {event_model: {name: ModelSorted, module: x.nodes.node_shop_sort_effect.models}, event_type: shop.sorted, message_category: EVENT, handler: {name: HandlerSorted, module: m}}
`,
    );
    expect(
      boundOf(text)?.map(({ node, completedTopic, resultModel }) => [node, completedTopic, resultModel]),
    ).to.deep.equal([
      ['node_shop_sort_effect', 'onex.evt.shop.sorted.v1', 'ModelSorted'],
      ['node_shop_list_effect', 'onex.evt.shop.list.v1', 'ModelList'],
    ]);
  });

  it('comes from the event that step_config names among the consumed events', () => {
    const text = flow(
      '[{node_id: one, step_config: {event_type: ListSorted}}]',
      `event_bus: {subscribe_topics: [onex.cmd.shop.go.v1]}
consumed_events:
  - {topic: onex.evt.shop.list.v1, event_type: ListRead}
  - {topic: onex.evt.shop.sorted.v1, event_type: ListSorted}`,
    );
    expect(boundOf(text)?.[0]?.completedTopic).to.equal('onex.evt.shop.sorted.v1');
    expect(contractOf(text).workflow?.unboundEvents).to.deep.equal(['onex.evt.shop.list.v1']);
  });

  it('comes from the routing table of intents, with the topic of the intent', () => {
    const text = flow(
      '[{node_id: store, step_config: {intent_filter: "postgres.*"}}]',
      `event_bus:
  subscribe_topics: [onex.cmd.shop.go.v1, onex.evt.shop.registry-completed.v1]
  publish_topics: [onex.intent.shop.postgres-upsert.v1, onex.intent.shop.consul-register.v1]
intent_consumption:
  intent_routing_table: {postgres.upsert: node_registry_effect, consul.register: node_consul_effect}`,
    );
    expect(boundOf(text)?.[0]).to.include({
      node: 'node_registry_effect',
      commandTopic: 'onex.intent.shop.postgres-upsert.v1',
      completedTopic: 'onex.evt.shop.registry-completed.v1',
    });
  });

  it('is left open where several nodes or events could be meant', () => {
    const text = flow(
      '[{node_id: store, step_config: {intent_filter: "*"}}]',
      `event_bus: {subscribe_topics: [onex.cmd.shop.go.v1]}
intent_consumption: {intent_routing_table: {a: node_a_effect, b: node_b_effect}}`,
    );
    expect(boundOf(text)?.[0]?.node).to.equal(null);
    expect(issuesOf(text, 'warning').join('\n')).to.include('step store is unbound');
  });
});

describe('an orchestrator that nothing can start', () => {
  const steps = `
annotations:
  workflow:
    steps:
      pay: {command_topic: onex.cmd.shop.pay.v1, completed_topic: onex.evt.shop.paid.v1, failed_topic: onex.evt.shop.unpaid.v1}
`;

  it('is an error at its topics', () => {
    const text = flow('[{node_id: pay}]', `event_bus: {subscribe_topics: [onex.evt.shop.paid.v1]}${steps}`);
    expect(issuesOf(text)).to.have.lengthOf(1);
    expect(issuesOf(text)[0]).to.match(/^4:\d+ event_bus\.subscribe_topics: nothing can start the workflow/);
  });

  it('is none where a command or another event starts it', () => {
    for (const topic of ['onex.cmd.shop.go.v1', 'onex.evt.shop.ordered.v1']) {
      const text = flow(
        '[{node_id: pay}]',
        `event_bus: {subscribe_topics: [onex.evt.shop.paid.v1, ${topic}]}${steps}`,
      );
      expect(issuesOf(text), topic).to.deep.equal([]);
      expect(contractOf(text).workflow?.unboundEvents, topic).to.deep.equal([]);
    }
  });

  it('reports keys of step_config and intents that decide nothing, and no others', () => {
    const table = (rest: string): string =>
      `intent_consumption: {intent_routing_table: {pg.store: node_shop_store_effect${rest}}}\n${BUS}`;
    const unused = flow(
      '[{node_id: store, step_config: {effect_node: node_shop_store_effect, intent_filter: "pg.*", event_type: Gone}}]',
      table(''),
    );
    const reported = issuesOf(unused, 'warning').filter((text) => text.includes('has no effect'));
    expect(reported.map((text) => text.split(': ')[0]?.split(' ')[1])).to.have.members([
      'workflow_coordination.workflow_definition.execution_graph.nodes[0].step_config.intent_filter',
      'workflow_coordination.workflow_definition.execution_graph.nodes[0].step_config.event_type',
      'intent_consumption.intent_routing_table["pg.store"]',
    ]);
    const used = flow(
      '[{node_id: store, step_config: {intent_filter: "pg.*"}}]',
      table(', mail.send: node_shop_mail_effect'),
    );
    expect(boundOf(used)?.[0]?.node).to.equal('node_shop_store_effect');
    const left = issuesOf(used, 'warning').filter((text) => text.includes('has no effect'));
    expect(left).to.have.length(1);
    expect(left[0]).to.contain('mail.send');
  });
});

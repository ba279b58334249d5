import { expect } from 'chai';
import { contractOf, issuesOf } from '../read.ts';

const HEAD = 'name: node_shop_audit_orchestrator\nnode_type: ORCHESTRATOR_GENERIC\n';
const handler = (name: string, rest: string): string =>
  `    - {handler: {name: ${name}, module: m}, ${rest}}\n`;

const routesOf = (body: string) =>
  contractOf(HEAD + body).operations.map(({ name, requestTopics }) => [name, requestTopics]);

describe('an orchestrator without an execution graph', () => {
  it('has no workflow, and a handler for each route by topic, event type, and operation', () => {
    const body = `
event_bus: {subscribe_topics: [onex.cmd.shop.audit-start.v1, onex.evt.shop.listed.v1, onex.evt.shop.counted.v1]}
handler_routing:
  routing_strategy: operation_match
  handlers:
${handler('HandlerAudit', 'operation: audit, message_category: command, event_type: shop.audit-start')}${handler('HandlerAudit', 'operation: listed, topic: onex.evt.shop.listed.v1')}${handler('HandlerAudit', 'operation: counted, topic: onex.evt.shop.counted.v1, message_category: event')}`;
    expect(contractOf(HEAD + body).workflow).to.equal(null);
    expect(routesOf(body)).to.deep.equal([
      ['audit', ['onex.cmd.shop.audit-start.v1']],
      ['listed', ['onex.evt.shop.listed.v1']],
      ['counted', ['onex.evt.shop.counted.v1']],
    ]);
  });

  it('has a handler for each event of a shared class that names no operation', () => {
    const body = `
event_bus: {subscribe_topics: [onex.evt.shop.listed.v1, onex.evt.shop.counted.v1]}
handler_routing:
  routing_strategy: topic_match
  handlers:
${handler('HandlerAudit', 'topic: onex.evt.shop.listed.v1')}${handler('HandlerAudit', 'topic: onex.evt.shop.counted.v1')}`;
    expect(routesOf(body)).to.deep.equal([
      ['listed', ['onex.evt.shop.listed.v1']],
      ['counted', ['onex.evt.shop.counted.v1']],
    ]);
  });

  it('has a handler for each topic where the contract routes nothing, and one where there is one topic', () => {
    expect(
      routesOf(
        'event_bus: {subscribe_topics: [onex.cmd.shop.go.v1, onex.evt.shop.go.v1, onex.evt.depot.go.v1]}',
      ),
    ).to.deep.equal([
      ['go', ['onex.cmd.shop.go.v1']],
      ['shop_go', ['onex.evt.shop.go.v1']],
      ['depot_go', ['onex.evt.depot.go.v1']],
    ]);
    expect(routesOf('event_bus: {subscribe_topics: [onex.cmd.shop.go.v1]}')).to.deep.equal([['run', []]]);
  });

  it('gives topics that no route names to the only operation without one, or to the one they are named after', () => {
    const start = `
event_bus: {subscribe_topics: [onex.cmd.shop.start.v1, onex.evt.shop.listed.v1]}
handler_routing:
  routing_strategy: operation_match
  handlers:
${handler('HandlerAudit', 'operation: audit')}${handler('HandlerListed', 'operation: listed, topic: onex.evt.shop.listed.v1')}`;
    expect(routesOf(start)[0]).to.deep.equal(['audit', ['onex.cmd.shop.start.v1']]);
    const named = `
event_bus: {subscribe_topics: [onex.cmd.shop.archive-memory.v1, onex.cmd.shop.expire-memory.v1, onex.cmd.shop.other.v1]}
handler_routing:
  routing_strategy: operation_match
  handlers:
${handler('HandlerExpire', 'operation: expire')}${handler('HandlerArchive', 'routing_key: archive')}`;
    expect(routesOf(named)).to.deep.equal([
      ['expire', ['onex.cmd.shop.expire-memory.v1']],
      ['archive', ['onex.cmd.shop.archive-memory.v1']],
    ]);
    expect(issuesOf(HEAD + named, 'warning').join('\n')).to.include(
      'several handlers match "onex.cmd.shop.other.v1"',
    );
  });

  it('declares no completed event of its own, since only its handlers publish', () => {
    const { topics } = contractOf(`${HEAD}event_bus: {subscribe_topics: [onex.cmd.shop.go.v1]}`);
    expect(topics.publish.map(({ topic }) => topic)).to.deep.equal(['onex.evt.shop.audit-failed.v1']);
  });

  it('keeps the workflow of an owner who has listed no steps yet', () => {
    const body = `
workflow_coordination: {workflow_definition: {execution_graph: {nodes: []}}}`;
    expect(contractOf(HEAD + body).workflow).to.equal(null);
    expect(contractOf(`${HEAD}${body}\nannotations: {workflow: {steps: {}}}`).workflow?.steps).to.deep.equal(
      [],
    );
  });
});

describe('an entry of handler_routing under operation_match', () => {
  const entry = (kind: string, rest: string): string => `name: node_shop_audit_${kind}
node_type: ${kind}
handler_routing:
  routing_strategy: operation_match
  handlers:
    - handler: {name: HandlerAudit, module: m}
${rest}`;

  it('is an error without its operation, whatever the kind of node', () => {
    for (const kind of ['orchestrator', 'effect', 'compute']) {
      expect(issuesOf(entry(kind, '      event_type: shop.audit')), kind).to.deep.equal([
        '6:7 handler_routing.handlers[0]: operation is missing: routing_strategy is operation_match, so no message ' +
          'reaches this handler; add its operation',
      ]);
    }
  });

  it('is none with an operation in any of its spellings, or under another strategy', () => {
    for (const rest of ['operation: audit', 'routing_key: audit', 'supported_operations: [audit]'])
      expect(issuesOf(entry('orchestrator', `      ${rest}`)), rest).to.deep.equal([]);
    const other = entry('orchestrator', '      event_type: shop.audit').replace(
      'operation_match',
      'topic_match',
    );
    expect(issuesOf(other)).to.deep.equal([]);
  });
});

describe('the completed topic of an operation', () => {
  const effect = (operations: string, topics: string): string => `name: node_shop_stock_effect
node_type: effect
io_operations: [${operations}]
event_bus: {subscribe_topics: [onex.cmd.shop.stock.v1], publish_topics: [${topics}]}`;

  it('is never chosen silently among several', () => {
    const text = effect('{operation: reserve}', 'onex.evt.shop.done.v1, onex.evt.shop.ready.v1');
    expect(issuesOf(text, 'warning').join('\n')).to.include(
      'the completed events of reserve could go to onex.evt.shop.done.v1, onex.evt.shop.ready.v1; onex.evt.shop.done.v1 is used',
    );
    const inOrder = effect(
      '{operation: reserve}, {operation: sell}',
      'onex.evt.shop.done.v1, onex.evt.shop.ready.v1',
    );
    expect(issuesOf(inOrder, 'warning').filter((one) => one.includes('could go to'))).to.have.lengthOf(2);
  });

  it('is worth a note where its name tells it from the others, and nothing where there is one or it is declared', () => {
    const byName = effect('{operation: reserve}', 'onex.evt.shop.stock-reserved.v1, onex.evt.shop.ready.v1');
    expect(issuesOf(byName, 'warning').join('\n')).not.to.include('could go to');
    expect(issuesOf(byName, 'note').join('\n')).to.include('reserve → onex.evt.shop.stock-reserved.v1');
    const declared = `${effect('{operation: reserve}', 'onex.evt.shop.done.v1, onex.evt.shop.ready.v1')}
terminal_event: onex.evt.shop.ready.v1`;
    expect(issuesOf(declared, 'warning').join('\n')).not.to.include('could go to');
    expect(contractOf(declared).operations[0]?.completedTopic).to.equal('onex.evt.shop.ready.v1');
  });
});

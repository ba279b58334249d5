import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

const BUS = `
event_bus:
  subscribe_topics: [onex.cmd.shop.order-append.v1, onex.cmd.shop.order-query.v1]
  publish_topics: [onex.evt.shop.order-appended.v1, onex.evt.shop.order-query-result.v1]
`;

describe('routing, operations and topics', () => {
  it('gives every operation a route and every route its operations', () => {
    const { operations, routing } = contractOf(`
io_operations: [{operation: order.append}, {operation: order.query}]
handler_routing:
  routing_strategy: operation_match
  handlers:
    - {operation: order.append, handler: {name: HandlerAppend, module: x}}
`);
    expect(operations.map(({ name }) => name)).to.deep.equal(['order.append', 'order.query']);
    expect(routing.routes.map(({ handler, operations: served }) => [handler, served])).to.deep.equal([
      ['HandlerAppend', ['order.append']],
      [null, ['order.query']],
    ]);
  });

  it('knows the operation that a payload type or a handler is called after', () => {
    const { routing } = contractOf(`
io_operations: [{operation: write_order}, {operation: write_conflict}]
handler_routing:
  routing_strategy: payload_type_match
  handlers:
    - {payload_type: store.write_conflict, handler: {name: HandlerB, module: x}, backend: postgres}
    - {event_model: {name: ModelX, module: x}, handler: {name: HandlerWriteOrder, module: x}}
`);
    expect(routing.strategy).to.equal('payload_type_match');
    expect(
      routing.routes.map(({ payloadType, operations }) => [payloadType, operations.join()]),
    ).to.deep.equal([
      ['store.write_conflict', 'write_conflict'],
      ['ModelX', 'write_order'],
    ]);
  });

  it('lets a backend serve every operation', () => {
    const { routing } = contractOf(`
io_operations: [{operation: a}, {operation: b}]
handler_routing: {routing_strategy: backend_match, default_backend: pg, backends: [{backend: pg, handler_key: postgres}]}
`);
    expect(routing).to.deep.include({ strategy: 'backend_match', defaultBackend: 'pg' });
    expect(routing.routes.map(({ backend, operations }) => [backend, operations])).to.deep.equal([
      ['pg', ['a', 'b']],
    ]);
  });

  it('takes a default handler as text and as mapping, and a lone handler at the top', () => {
    expect(contractOf('handler_routing: {default_handler: "handler:NodeX"}').routing.defaultHandler).to.equal(
      'NodeX',
    );
    expect(
      contractOf('handler_routing: {default_handler: {function: do_it, module: m}}').routing.defaultHandler,
    ).to.equal('do_it');
    expect(
      contractOf('handler: {module: m, class: HandlerScanAll, input_model: m.X}').operations[0]?.name,
    ).to.equal('scan_all');
  });

  it('warns of a strategy it does not know', () => {
    const text = withHead('handler_routing: {routing_strategy: magic}');
    expect(issuesOf(text, 'warning').join()).to.contain(
      'routing strategy "magic" is not known; operation_match is used',
    );
  });

  it('says for each operation where its messages come from and where its events go', () => {
    const { operations } = contractOf(`${BUS}
io_operations: [{operation: append}, {operation: query}]
handler_routing:
  handlers:
    - {operation: append, topic: onex.cmd.shop.order-append.v1, handler: {name: HandlerA, module: x}}
    - {operation: query, event_type: shop.order-query, handler: {name: HandlerQ, module: x}}
`);
    expect(
      operations.map(({ requestTopics, completedTopic, failedTopic }) => [
        requestTopics,
        completedTopic,
        failedTopic,
      ]),
    ).to.deep.equal(
      [
        [
          ['onex.cmd.shop.order-append.v1'],
          'onex.evt.shop.order-appended.v1',
          'onex.evt.shop.shop-order-failed.v1',
        ],
        [
          ['onex.cmd.shop.order-query.v1'],
          'onex.evt.shop.order-query-result.v1',
          'onex.evt.shop.shop-order-failed.v1',
        ],
      ].map(([requests, done, failed]) => [requests, done, String(failed).replace('shop-order', 'order')]),
    );
  });

  it('reads the older form of topics, and merges what consumed and published events add', () => {
    const { topics, operations } = contractOf(`
event_bus:
  subscribe: {topic: onex.cmd.shop.a_b.v1}
  publish: {success_topic: onex.evt.shop.a_b-done.v1, failure_topic: onex.evt.shop.a_b-bad.v1}
consumed_events: [{topic: onex.cmd.shop.a_b.v1, event_type: DoIt, message_category: EVENT}]
`);
    expect(topics.subscribe).to.deep.equal([
      { topic: 'onex.cmd.shop.a_b.v1', eventType: 'DoIt', category: 'COMMAND', description: null },
    ]);
    expect(operations[0]).to.include({
      completedTopic: 'onex.evt.shop.a_b-done.v1',
      failedTopic: 'onex.evt.shop.a_b-bad.v1',
    });
  });

  it('makes up topics only where none is declared, and says so', () => {
    const { topics } = contractOf('tags: [a]');
    expect(topics.subscribe.map(({ topic }) => topic)).to.deep.equal(['onex.cmd.shop.order-requested.v1']);
    expect(topics.publish.map(({ topic }) => topic)).to.deep.equal([
      'onex.evt.shop.order-completed.v1',
      'onex.evt.shop.order-failed.v1',
    ]);
    expect(issuesOf(withHead('tags: [a]'), 'warning')).to.have.length(3);
  });

  it('uses topics that break the rule as they are, with one warning each; refuses what Kafka cannot take', () => {
    const text = withHead(
      'event_bus: {subscribe_topics: [onex.cmd.shop.a_b.v1], publish_topics: [onex.cmd.shop.a_b.v1]}',
    );
    expect(issuesOf(text, 'warning').filter((message) => message.includes('breaks the rule'))).to.have.length(
      1,
    );
    expect(issuesOf(withHead('event_bus: {subscribe_topics: ["../x y"]}'))[0]).to.contain(
      'cannot be a Kafka topic',
    );
  });

  it('refuses a node whose own results would come back to it, and says where', () => {
    const bus = (topic: string): string =>
      withHead(`event_bus:\n  subscribe_topics:\n    - ${topic}\n  publish_topics:\n    - ${topic}\n`);
    expect(issuesOf(bus('onex.evt.shop.order-completed.v1'))).to.deep.equal([
      '5:7 event_bus.subscribe_topics[0]: the node\'s own results go to "onex.evt.shop.order-completed.v1" too, ' +
        'so it would answer itself in an endless loop; subscribe to another',
    ]);
    const { operations } = contractOf(bus('onex.evt.shop.heartbeat.v1'));
    expect(operations[0]?.completedTopic).to.equal('onex.evt.shop.order-completed.v1');
  });
});

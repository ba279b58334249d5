import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

describe('the operations of a contract', () => {
  const of = (body: string): unknown[] =>
    contractOf(body).operations.map(({ name, idempotent, timeoutMs }) => [name, idempotent, timeoutMs]);

  it('have an own switch that comes before the one for all', () => {
    const list = 'operations: [{name: a}, {name: b, idempotent: false}, {name: c, idempotent: true}]\n';
    expect(of(`${list}idempotent_operations: true`)).to.deep.equal([
      ['a', true, null],
      ['b', false, null],
      ['c', true, null],
    ]);
    expect(of(`${list}idempotent_operations: [b]`)).to.deep.equal([
      ['a', false, null],
      ['b', false, null],
      ['c', true, null],
    ]);
    expect(of('operations: [{name: a}, {name: b}]\nidempotent_operations: [b]')).to.deep.equal([
      ['a', false, null],
      ['b', true, null],
    ]);
  });

  it('have a time limit in either unit, at least a millisecond, and none where it is 0', () => {
    for (const [limit, time] of [
      ['timeout_ms: 7', 7],
      ['operation_timeout_ms: 8', 8],
      ['timeout_seconds: 1.5', 1500],
      ['timeout_ms: 0', null],
      ['timeout_seconds: 0', null],
      ['timeout_seconds: 0.0001', 1],
    ] as const) {
      expect(of(`operations: [{name: a, ${limit}}]`), limit).to.deep.equal([['a', false, time]]);
    }
  });

  it('are refused where they have no name or stand twice, each with its place', () => {
    expect(issuesOf(withHead('operations:\n  - {name: a}\n  - {idempotent: true}\n  - a\n'))).to.deep.equal([
      '5:5 operations[1]: operation is missing; expected its name',
      '6:5 operations[2]: operation "a" is listed twice; remove one',
    ]);
  });

  it('are named by operation before operation_name before name before the type', () => {
    for (const keys of [
      'operation: a, operation_type: z',
      'operation_name: a, operation_type: z',
      'name: a',
      'operation_type: a',
      'operation: a, name: z',
    ]) {
      expect(of(`operations: [{${keys}}]`), keys).to.deep.equal([['a', false, null]]);
    }
  });
});

describe('the topics of a contract', () => {
  const found = (body: string, severity: 'error' | 'warning' = 'error'): string =>
    issuesOf(withHead(body), severity).join('\n');

  it('are one entry each, and a later mention completes the first', () => {
    const { topics } = contractOf(
      'event_bus: {subscribe_topics: [onex.cmd.a.b.v1, {topic: onex.cmd.a.b.v1, event_type: x, description: D.}, {topic: onex.cmd.a.b.v1, event_type: y, category: event}]}',
    );
    expect(topics.subscribe.filter(({ topic }) => topic === 'onex.cmd.a.b.v1')).to.deep.equal([
      { topic: 'onex.cmd.a.b.v1', eventType: 'x', category: 'COMMAND', description: 'D.' },
    ]);
  });

  it('have the names that Kafka takes', () => {
    const longest = 'a'.repeat(249);
    expect(found(`event_bus: {subscribe_topics: [${longest}]}`)).to.equal('');
    for (const topic of [`${longest}a`, '"a b"', '.', '..', 'a/b']) {
      expect(found(`event_bus: {subscribe_topics: [${topic}]}`), topic).to.match(
        /^3:32 .*cannot be a Kafka topic/,
      );
    }
    expect(found('event_bus: {subscribe_topics: [...]}')).to.equal('');
    expect(found('event_bus: {subscribe_topics: [plain]}', 'warning')).to.contain(
      'topic "plain" breaks the rule',
    );
  });

  it('are missing with an error on the bus and a warning elsewhere', () => {
    expect(found('event_bus: {subscribe_topics: [{description: x}]}')).to.equal(
      '3:32 event_bus.subscribe_topics[0]: topic is missing',
    );
    expect(found('consumed_events: [{description: x}]')).to.equal('');
    expect(found('consumed_events: [{description: x}]', 'warning')).to.contain('names no topic');
  });

  it('end the work with a terminal event that is an event and no failure', () => {
    const completed = (terminal: string): string | undefined =>
      contractOf(`operations: [a]\nterminal_event: ${terminal}`).operations[0]?.completedTopic;
    expect(completed('onex.evt.shop.order-done.v1')).to.equal('onex.evt.shop.order-done.v1');
    expect(completed('onex.evt.shop.order-failed.v1')).not.to.equal('onex.evt.shop.order-failed.v1');
    expect(completed('onex.cmd.shop.order-done.v1')).not.to.equal('onex.cmd.shop.order-done.v1');
  });
});

describe('the routing of a contract', () => {
  const routing = (body: string) => contractOf(`handler_routing: {${body}}`).routing;
  it('has the strategies under all their names', () => {
    for (const [written, strategy] of [
      ['operation_type_match', 'operation_match'],
      ['single_handler', 'operation_match'],
      ['default', 'operation_match'],
      ['event_type_match', 'payload_type_match'],
      ['intent_type_match', 'payload_type_match'],
      ['topic_pattern', 'topic_match'],
      ['backend_match', 'backend_match'],
      ['toString', 'operation_match'],
    ] as const) {
      expect(routing(`routing_strategy: ${written}`)?.strategy, written).to.equal(strategy);
    }
  });
});

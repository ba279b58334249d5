import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

const topicsOf = (body: string): { subscribe: string[]; publish: string[] } => {
  const { topics } = contractOf(body);
  return {
    subscribe: topics.subscribe.map(({ topic }) => topic),
    publish: topics.publish.map(({ topic }) => topic),
  };
};
const ends = (body: string): readonly [string | undefined, string | undefined] => {
  const [operation] = contractOf(body).operations;
  return [operation?.completedTopic, operation?.failedTopic];
};
const CMD = 'onex.cmd.shop.order-start.v1';
const DONE = 'onex.evt.shop.order-ended.v1';
const LOST = 'onex.evt.shop.order-lost.v1';

describe('runtime_dispatch and terminal events', () => {
  it('subscribe to the command topic, and publish each end of an operation', () => {
    const body = `runtime_dispatch: {command_topic: ${CMD}, terminal_events: {success: ${DONE}, failure: ${LOST}}}`;
    expect(topicsOf(body).subscribe).to.deep.equal([CMD]);
    expect(ends(body)).to.deep.equal([DONE, LOST]);
    expect(issuesOf(withHead(body), 'warning')).to.deep.equal([]);
  });

  it('are read as a list, as entries with an outcome, and at the top of the contract', () => {
    expect(ends(`terminal_events: [${DONE}, onex.evt.shop.order-failed.v1]`)).to.deep.equal([
      DONE,
      'onex.evt.shop.order-failed.v1',
    ]);
    expect(
      ends(
        `terminal_events:\n  - {topic: ${LOST}, outcome: failure}\n  - {topic: ${DONE}, outcome: success}`,
      ),
    ).to.deep.equal([DONE, LOST]);
    expect(ends(`terminal_events: {success: {topic: ${DONE}}, failure: [${LOST}]}`)).to.deep.equal([
      DONE,
      LOST,
    ]);
  });

  it('report an entry without a topic', () => {
    expect(issuesOf(withHead('terminal_events: [{outcome: success}]'), 'warning').join('\n')).to.contain(
      'terminal_events[0]: names no topic',
    );
  });

  it('limit the time of an operation, unless the contract gives another limit', () => {
    expect(contractOf('runtime_dispatch: {default_timeout_ms: 300000}').timeoutMs).to.equal(300_000);
    expect(
      contractOf('descriptor: {timeout_ms: 5}\nruntime_dispatch: {default_timeout_ms: 300000}').timeoutMs,
    ).to.equal(5);
  });
});

describe('topics', () => {
  it('lose the prefix of an environment, wherever they are written', () => {
    const body = [
      `event_bus: {subscribe_topics: ["{env}.${CMD}"], publish_topics: [{topic: "{env}.{namespace}.${DONE}"}]}`,
      `runtime_dispatch: {terminal_events: ["\${env}.${DONE}"]}`,
    ].join('\n');
    expect(topicsOf(body).subscribe).to.deep.equal([CMD]);
    expect(ends(body)[0]).to.equal(DONE);
    expect(issuesOf(withHead(body), 'note').join('\n')).to.contain('topics have no prefix here');
  });

  it('are read from topics.consumes and topics.produces, and from a pattern that is a topic', () => {
    const body = `topics: {consumes: [{topic: ${CMD}}], produces: [${DONE}]}\nconsumed_events: [{event_pattern: ${LOST}}]`;
    expect(topicsOf(body).subscribe).to.deep.equal([LOST, CMD]);
    expect(topicsOf(body).publish).to.include(DONE);
  });

  it('have the partitions and settings that topic_config gives', () => {
    const body = `published_events:\n  - topic: ${DONE}\n    topic_config: {partitions: 3, replication_factor: 1, kafka_config: {retention.ms: 604800000}}`;
    const found = contractOf(body).topics.publish.find(({ topic }) => topic === DONE);
    expect(found?.config).to.deep.equal({
      partitions: 3,
      replication: 1,
      settings: { 'retention.ms': '604800000' },
    });
  });

  it('give the operation that ends on them the fields of their payload', () => {
    const body = `published_events:\n  - topic: ${DONE}\n    payload_fields: [{name: total, type: int}]`;
    expect(contractOf(body).operations[0]?.output?.map(({ name }) => name)).to.deep.equal(['total']);
  });

  it('may be read or published by systems outside the mesh', () => {
    const body = `externally_consumed_topics: [${DONE}]\nexternally_produced_topics: [{topic: ${CMD}, producer: cron}]`;
    expect(contractOf(body).externalTopics).to.deep.equal({ consumed: [DONE], produced: [CMD] });
  });
});

describe('the consumer group', () => {
  it('is the one that the contract writes, in either form', () => {
    expect(contractOf('event_bus: {consumer_group: shop.orders}').consumerGroup).to.equal('shop.orders');
    expect(contractOf(`event_bus: {subscribe: {topic: ${CMD}, consumer_group: old}}`).consumerGroup).to.equal(
      'old',
    );
    expect(contractOf('description: none').consumerGroup).to.equal(null);
  });

  it('is reported where Kafka refuses its name', () => {
    const body = 'event_bus: {consumer_group: "a group\\nof two lines"}';
    expect(contractOf(body).consumerGroup).to.equal(null);
    expect(issuesOf(withHead(body), 'warning').join('\n')).to.contain('is not a valid consumer group');
  });
});

import { expect } from 'chai';
import { deadLetterTopic } from '../../src/event-bus/index.ts';
import { neededTopics } from '../../src/event-bus/session/needed-topics.ts';
import type { DispatchingNode } from '../../src/event-bus/index.ts';
import { contractOf, issuesOf, withHead } from './read.ts';

const bus = (topics: readonly string[], more = ''): string => `
annotations: {domain: shop}
event_bus:
  subscribe_topics: [${topics.join(', ')}]
  publish_topics: [onex.evt.shop.order-completed.v1, onex.evt.shop.order-failed.v1]
  ${more}
`;
const COMMAND = 'onex.cmd.shop.order-requested.v1';

describe('the dead-letter topics of a contract that declares none', () => {
  it('are one for each kind of message that the node subscribes to', () => {
    const { topics } = contractOf(
      bus([COMMAND, 'onex.evt.stock.item-moved.v1', 'onex.evt.stock.item-lost.v1']),
    );
    expect(topics.deadLetter).to.deep.equal(['onex.dlq.shop.commands.v1', 'onex.dlq.shop.events.v1']);
    expect(contractOf(bus(['onex.intent.shop.order.v1', 'orders'])).topics.deadLetter).to.deep.equal([
      'onex.dlq.shop.intents.v1',
      'onex.dlq.shop.commands.v1',
    ]);
  });

  it('are those that its messages go to, and the node checks and creates them', () => {
    const contract = contractOf(bus([COMMAND, 'onex.evt.stock.item-moved.v1'], 'dlq_topics: []'));
    const { topics, domain } = contract;
    for (const { topic } of topics.subscribe) {
      expect(topics.deadLetter).to.include(deadLetterTopic(topic, domain, topics.deadLetter));
      expect(deadLetterTopic(topic, domain, topics.deadLetter)).to.equal(deadLetterTopic(topic, domain));
    }
    expect(neededTopics({ contract } as DispatchingNode)).to.include.members([...topics.deadLetter]);
  });

  it('cover the answers that an orchestrator hears from its steps', () => {
    const { topics } = contractOf(`
name: node_shop_order_orchestrator
node_type: ORCHESTRATOR_GENERIC
annotations: {domain: shop}
event_bus: {subscribe_topics: [${COMMAND}]}
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: [{node_id: reserve, command_topic: onex.cmd.stock.item-requested.v1}]
`);
    expect(topics.subscribe.length).to.be.above(1);
    expect(topics.deadLetter).to.include.members(['onex.dlq.shop.commands.v1', 'onex.dlq.shop.events.v1']);
  });

  it('cause no warning; those that are declared are used as they are', () => {
    expect(
      issuesOf(withHead(bus([COMMAND])), 'warning').filter((text) => text.includes('dlq')),
    ).to.deep.equal([]);
    const declared = contractOf(bus([COMMAND, 'onex.evt.a.b.v1'], 'dlq_topics: [onex.dlq.other.letters.v1]'));
    expect(declared.topics.deadLetter).to.deep.equal(['onex.dlq.other.letters.v1']);
  });
});

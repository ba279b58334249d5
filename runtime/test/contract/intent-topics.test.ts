import { expect } from 'chai';
import { intentTopic } from '../../src/node/messages/topics.ts';
import { contractOf } from './read.ts';

const text = (more: string): string => `
name: node_shop_order_reducer
node_type: REDUCER_GENERIC
annotations: {domain: shop}
event_bus:
  subscribe_topics: [onex.evt.shop.order-placed.v1]
  publish_topics: [onex.snapshot.shop.order.v1, onex.intent.shop.order-ship.v1]
state_machine:
  state_machine_name: order
  state_machine_version: {major: 1, minor: 0, patch: 0}
  initial_state: open
  states:
    - {state_name: open}
    - {state_name: placed, entry_actions: [ship, notify_customer]}
  transitions:
    - {from_state: open, to_state: placed, trigger: placed, actions: [{action_name: charge, action_type: intent_emission}]}
${more}
`;

describe('the topics of a reducer’s intents', () => {
  it('are published topics of the contract, also those that follow the naming rule', () => {
    const contract = contractOf(
      text('intent_emission: {intents: [{intent_type: ship}, {intent_type: postgres.upsert}]}'),
    );
    const published = contract.topics.publish
      .map(({ topic }) => topic)
      .filter((topic) => topic.startsWith('onex.intent.'));
    expect(published).to.deep.equal([
      'onex.intent.shop.order-ship.v1',
      'onex.intent.shop.order-postgres-upsert.v1',
    ]);
    for (const { type } of contract.intents) expect(published).to.include(intentTopic(contract, type));
  });

  it('are those of the emitting actions where the contract declares no intents', () => {
    const contract = contractOf(text(''));
    const published = contract.topics.publish.map(({ topic }) => topic);
    expect(published).to.include('onex.intent.shop.order-charge.v1');
    expect(published).to.include(intentTopic(contract, 'charge'));
  });
});

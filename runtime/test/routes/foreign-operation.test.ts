import { expect } from 'chai';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { requestOf } from '../../src/node/operations/operation-of.ts';
import { contractOf } from '../contract/read.ts';

const CONTRACT = contractOf(`
name: node_shop_order_orchestrator
node_type: orchestrator
event_bus: {subscribe_topics: [onex.cmd.shop.order-start.v1, onex.evt.shop.payment-completed.v1]}
handler_routing:
  routing_strategy: operation_match
  handlers:
    - {handler: {name: HandlerCreate}, operation: create}
    - {handler: {name: HandlerPaid}, operation: paid, topic: onex.evt.shop.payment-completed.v1}
`);
const OPERATIONS = ['create', 'paid'];

describe('an event whose sender names an operation of its own', () => {
  const request = (topic: string, payload: object, tag?: string) => {
    const plain = createEnvelope(payload, {});
    const tags = { ...plain.metadata.tags, ...(tag !== undefined && { operation: tag }) };
    const envelope = { ...plain, metadata: { ...plain.metadata, tags } };
    return requestOf(CONTRACT, OPERATIONS, { topic, payload, envelope });
  };
  const EVENT = 'onex.evt.shop.payment-completed.v1';

  it('reaches the handler of its topic, also where this node has an operation of that name', () => {
    for (const operation of ['create', 'charge']) {
      expect(request(EVENT, { amount: 1 }, operation).operation, operation).to.equal('paid');
      expect(request(EVENT, { amount: 1, operation }).operation, `${operation} in the payload`).to.equal(
        'paid',
      );
    }
    expect(request(EVENT, { amount: 1 }).operation).to.equal('paid');
  });

  it('is no reason to take a command for another operation', () => {
    const START = 'onex.cmd.shop.order-start.v1';
    expect(request(START, {}).operation).to.equal('create');
    expect(request(START, {}, 'create').operation).to.equal('create');
    expect(() => request(START, {}, 'charge')).to.throw('does not have');
  });
});

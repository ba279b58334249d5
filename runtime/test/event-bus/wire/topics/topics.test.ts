import { expect } from 'chai';
import {
  consumerGroup,
  createEnvelope,
  deadLetterTopic,
  eventTypeOf,
  groupPrefix,
  isPlatformTopic,
  obeysTopicRule,
  recordKey,
  topicCategory,
} from '../../../../src/event-bus/index.ts';

const ID = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';

describe('record key', () => {
  const topic = 'onex.cmd.billing.payment-requested.v1';
  const key = (payload: unknown): string | null =>
    recordKey(createEnvelope(payload, { correlationId: ID }), topic);

  it('is the first of entity, node, session and correlation id of the payload, else the envelope’s', () => {
    const all = { correlation_id: 'c', session_id: 's', node_id: 'n', entity_id: 'e' };
    expect(key(all)).to.equal('e');
    expect(key({ ...all, entity_id: null })).to.equal('n');
    expect(key({ ...all, entity_id: undefined, node_id: '' })).to.equal('s');
    expect(key({ correlation_id: 'c' })).to.equal('c');
    expect(key({ entity_id: 7 })).to.equal('7');
    expect(key({ entity_id: { no: 'id' } })).to.equal(ID);
    for (const payload of [{}, null, 'text', [1]]) expect(key(payload)).to.equal(ID);
  });

  it('is absent for announcements', () => {
    const envelope = createEnvelope({ node_id: ID });
    expect(recordKey(envelope, 'onex.evt.platform.node-introspection.v1')).to.equal(null);
    expect(recordKey(envelope, 'onex.evt.platform.node-heartbeat.v1')).to.equal(null);
  });
});

describe('consumer group', () => {
  const name = {
    environment: 'local',
    service: 'billing',
    nodeName: 'node_billing_payment_effect',
    purpose: 'consume',
    version: { major: 1, minor: 0, patch: 0 },
  };

  it('names environment, service, node, purpose and version', () => {
    expect(consumerGroup(name)).to.equal('local.billing.node_billing_payment_effect.consume.1.0.0');
    expect(consumerGroup(name).startsWith(groupPrefix(name))).to.equal(true);
  });

  it('is cut at 255 characters, and long names stay apart by a hash', () => {
    const long = { ...name, nodeName: 'n'.repeat(300) };
    const cut = consumerGroup(long);
    const next = consumerGroup({ ...long, version: { major: 1, minor: 0, patch: 1 } });
    expect(cut)
      .to.have.length(255)
      .and.match(/-[0-9a-f]{8}$/);
    expect(next.slice(0, 246)).to.equal(cut.slice(0, 246));
    expect(next).to.not.equal(cut);
    expect(consumerGroup({ ...name, nodeName: 'n'.repeat(255 - 28) }))
      .to.have.length(255)
      .and.match(/1\.0\.0$/);
  });
});

describe('topics', () => {
  it('obey the rule of five segments', () => {
    for (const topic of [
      'onex.cmd.billing.payment-requested.v1',
      'onex.evt.a.b.v12',
      'onex.dlq.omnibase-infra.intents.v1',
      'onex.snapshot.a.b2-c.v3',
    ]) {
      expect(obeysTopicRule(topic), topic).to.equal(true);
    }
    for (const topic of [
      'dev.onex.cmd.a.b.v1',
      'onex.cmd.a.b',
      'onex.cmd.a.b.c.v1',
      'onex.cmd.A.b.v1',
      'onex.cmd.a.b_c.v1',
      'onex.cmd.a.b-.v1',
      'onex.cmd.a.b--c.v1',
      'onex.cmd.1a.b.v1',
      'onex.cmd.a.b.v0',
      'onex.cmd.a.b.v01',
      'onex.request.a.b.v1',
      'onex.cmd.a.b.v1\n',
    ]) {
      expect(obeysTopicRule(topic), JSON.stringify(topic)).to.equal(false);
    }
  });

  it('tell their category and event type', () => {
    expect(topicCategory('onex.cmd.a.b.v1')).to.equal('COMMAND');
    expect(topicCategory('onex.evt.a.b.v1')).to.equal('EVENT');
    expect(topicCategory('onex.intent.a.b.v1')).to.equal('INTENT');
    for (const topic of ['onex.dlq.a.b.v1', 'onex.snapshot.a.b.v1', 'orders', 'x.cmd.a.b.v1']) {
      expect(topicCategory(topic), topic).to.equal(null);
    }
    expect(eventTypeOf('onex.evt.billing.payment-completed.v1')).to.equal('billing.payment-completed');
    expect(eventTypeOf('orders')).to.equal('orders');
    expect(isPlatformTopic('onex.evt.platform.node-introspection.v1')).to.equal(true);
    expect(isPlatformTopic('onex.evt.billing.platform.v1')).to.equal(false);
  });

  it('send a dead letter by the kind of its source, to the contract’s topics first', () => {
    expect(deadLetterTopic('onex.cmd.a.b.v1', 'billing')).to.equal('onex.dlq.billing.commands.v1');
    expect(deadLetterTopic('onex.evt.a.b.v1', 'billing')).to.equal('onex.dlq.billing.events.v1');
    expect(deadLetterTopic('onex.intent.a.b.v1', 'billing')).to.equal('onex.dlq.billing.intents.v1');
    expect(deadLetterTopic('orders', 'My Domain_2')).to.equal('onex.dlq.my-domain-2.commands.v1');
    const own = ['onex.dlq.x.commands.v1', 'onex.dlq.x.events.v1'];
    expect(deadLetterTopic('onex.evt.a.b.v1', 'billing', own)).to.equal('onex.dlq.x.events.v1');
    expect(deadLetterTopic('onex.intent.a.b.v1', 'billing', own)).to.equal('onex.dlq.x.commands.v1');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { NODE_KINDS } from '../../../src/contract/model.ts';
import {
  type NodeProfile,
  createVitals,
  heartbeatEvent,
  introspectionEvent,
  nodeIdOf,
  parseIntrospectionRequest,
} from '../../../src/discovery/index.ts';
import { fakeContract } from '../../event-bus/fake-node.ts';
import { heartbeatSchema, introspectionSchema } from '../strict-schemas.ts';

const CORRELATION = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';

const profile = (changes: Partial<NodeProfile> = {}): NodeProfile => ({
  nodeId: nodeIdOf('billing', 'node_billing_payment_effect', 'host-0'),
  nodeName: 'node_billing_payment_effect',
  nodeType: 'effect',
  nodeVersion: { major: 1, minor: 2, patch: 3 },
  domain: 'billing',
  serviceName: 'billing',
  environment: 'local',
  healthUrl: 'http://127.0.0.1:8080/health',
  contract: fakeContract(),
  ...changes,
});
const announce = (changes: Partial<NodeProfile> = {}) =>
  introspectionEvent(profile(changes), { reason: 'startup', correlationId: CORRELATION });

describe('introspection event', () => {
  it('is what the strictest reader takes', () => {
    const event = announce();
    expect(introspectionSchema.parse(event)).to.deep.equal(event);
  });

  it('says of the node what its contract says', () => {
    const event = introspectionSchema.parse(announce());
    expect(event).to.deep.include({
      node_name: 'node_billing_payment_effect',
      node_type: 'effect',
      node_version: { major: 1, minor: 2, patch: 3 },
      endpoints: { health: 'http://127.0.0.1:8080/health' },
      reason: 'startup',
      correlation_id: CORRELATION,
      discovered_capabilities: {
        operations: ['create'],
        has_fsm: false,
        method_signatures: {},
        attributes: {},
      },
    });
    expect(event.metadata).to.include({ version: '1.2.3', description: 'Keeps payments.' });
  });

  it('declares a capability of a wrong type as absent, and keeps those of the node’s own', () => {
    const { declared_capabilities: declared } = introspectionSchema.parse(announce());
    expect(declared).to.deep.include({ write: true, read: false, ledger: 'double-entry' });
  });

  it('names topics by category and event type, and leaves out what is no route', () => {
    const { event_bus: bus } = introspectionSchema.parse(announce());
    expect(bus?.subscribe_topics).to.deep.equal([
      {
        topic: 'onex.cmd.billing.payment-requested.v1',
        event_type: 'billing.payment-requested',
        message_category: 'COMMAND',
        description: null,
      },
    ]);
    expect(bus?.publish_topics.map(({ topic }) => topic)).to.deep.equal([
      'onex.evt.billing.payment-completed.v1',
      'onex.evt.billing.payment-failed.v1',
    ]);
  });

  it('of a class that is no node says it is not routed, and has no endpoint it does not serve', () => {
    const event = introspectionSchema.parse(announce({ contract: null, healthUrl: null }));
    expect(event).to.deep.include({ event_bus: null, contract_capabilities: null, endpoints: {} });
  });

  it('stays within the shape whatever a contract declares', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.constantFrom(...NODE_KINDS),
        (declaredCapabilities, text, kind) => {
          const contract = fakeContract({ declaredCapabilities, description: text, tags: [text] });
          const event = JSON.parse(JSON.stringify(announce({ contract, nodeType: kind, nodeName: text })));
          introspectionSchema.parse(event);
        },
      ),
    );
  });
});

describe('heartbeat event', () => {
  it('is what the strictest reader takes, measured from this process', () => {
    const vitals = createVitals(() => 3);
    const event = heartbeatSchema.parse(heartbeatEvent(profile(), vitals()));
    expect(event).to.include({ node_id: profile().nodeId, node_type: 'effect', active_operations_count: 3 });
    expect(event.memory_usage_mb).to.be.greaterThan(1);
    heartbeatSchema.parse(heartbeatEvent(profile(), vitals()));
  });
});

describe('node id', () => {
  it('is the same for the same instance, and another for any other', () => {
    const id = nodeIdOf('billing', 'node_a', 'host-0');
    expect(nodeIdOf('billing', 'node_a', 'host-0')).to.equal(id);
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    const others = [
      nodeIdOf('shipping', 'node_a', 'host-0'),
      nodeIdOf('billing', 'node_b', 'host-0'),
      nodeIdOf('billing', 'node_a', 'host-1'),
      nodeIdOf('billingn', 'ode_a', 'host-0'),
    ];
    expect(new Set([id, ...others]).size).to.equal(5);
  });
});

describe('request to introspect', () => {
  const parse = (value: unknown) => parseIntrospectionRequest(Buffer.from(JSON.stringify(value)));
  const target = '7c6f2b1e-6a55-4f5c-9a0e-00000000000A';

  it('is read raw and from an envelope, with or without a target', () => {
    const meant = { targetNodeId: target.toLowerCase(), correlationId: CORRELATION };
    expect(parse({ target_node_id: target, correlation_id: CORRELATION })).to.deep.equal(meant);
    expect(
      parse({ correlation_id: CORRELATION, envelope_id: CORRELATION, payload: { target_node_id: target } }),
    ).to.deep.equal(meant);
    expect(parse({ payload: { correlation_id: CORRELATION } })).to.deep.equal({
      targetNodeId: null,
      correlationId: CORRELATION,
    });
    expect(parse({})).to.deep.equal({ targetNodeId: null, correlationId: null });
  });

  it('is nobody’s when it cannot be read or its target is no id', () => {
    expect(parse({ target_node_id: 'all' })).to.equal(null);
    expect(parse('introspect')).to.equal(null);
    expect(parseIntrospectionRequest(Buffer.from('?'))).to.equal(null);
    expect(parseIntrospectionRequest(null)).to.equal(null);
  });
});

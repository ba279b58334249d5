import { expect } from 'chai';
import fc from 'fast-check';
import {
  type NodeProfile,
  consulService,
  introspectionEvent,
  nodeOfIntrospection,
  nodeOfProfile,
} from '../../../src/discovery/index.ts';
import { fakeContract } from '../../event-bus/fake-node.ts';

const profile: NodeProfile = {
  nodeId: '7c6f2b1e-6a55-4f5c-9a0e-000000000001',
  nodeName: 'node_billing_payment_effect',
  nodeType: 'effect',
  nodeVersion: { major: 1, minor: 2, patch: 3 },
  domain: 'billing',
  serviceName: 'billing',
  environment: 'local',
  healthUrl: 'http://127.0.0.1:8080/health',
  contract: fakeContract(),
};
const announcement = () => introspectionEvent(profile, { reason: 'startup', correlationId: profile.nodeId });

describe('what Consul is told of a node', () => {
  it('is the same whether the node or a registrar says it', () => {
    const own = nodeOfProfile(profile);
    const heard = nodeOfIntrospection(JSON.parse(JSON.stringify(announcement())));
    const routed = ({ topic }: { topic: string }) => !topic.startsWith('onex.snapshot.');
    const publishTopics = profile.contract?.topics.publish.filter(routed).map(({ topic }) => topic);
    expect(heard).to.deep.equal({ ...own, publishTopics });
  });

  it('has address and port from the health endpoint', () => {
    const at = (healthUrl: string) => {
      const node = nodeOfProfile({ ...profile, healthUrl });
      return node === null ? null : consulService(node);
    };
    expect(at('http://10.0.0.5:9000/health')).to.include({ address: '10.0.0.5', port: 9000 });
    expect(at('https://node.example/health')).to.include({ address: 'node.example', port: 443 });
    expect(at('http://[::1]/health')).to.include({ address: '::1', port: 80 });
  });

  it('is nothing for a node without a health endpoint', () => {
    expect(nodeOfProfile({ ...profile, healthUrl: null })).to.equal(null);
    expect(nodeOfIntrospection({ ...announcement(), endpoints: {} })).to.equal(null);
  });

  it('takes a kind of node in any case, and refuses what is none', () => {
    expect(nodeOfIntrospection({ ...announcement(), node_type: 'EFFECT' })).to.include({
      nodeType: 'effect',
    });
    expect(nodeOfIntrospection({ ...announcement(), node_type: 'toaster' })).to.equal(null);
    expect(nodeOfIntrospection({ ...announcement(), node_id: '../x' })).to.equal(null);
    expect(nodeOfIntrospection({ ...announcement(), endpoints: { health: 'file:///etc' } })).to.equal(null);
  });

  it('has nothing of an announcement that Consul rejects or that is no topic', () => {
    const long = 'é'.repeat(257);
    expect(nodeOfIntrospection({ ...announcement(), node_name: long })).to.equal(null);
    expect(nodeOfIntrospection({ ...announcement(), metadata: { contract_hash: long } })).to.equal(null);
    const topics = ['onex.cmd.a.v1', '..', '../../nodes', 'a\nb', '', 'y'.repeat(250)];
    const entries = topics.map((topic) => ({ topic }));
    const event_bus = { subscribe_topics: entries, publish_topics: [...entries, null, 7] };
    expect(nodeOfIntrospection({ ...announcement(), event_bus })).to.deep.include({
      subscribeTopics: ['onex.cmd.a.v1'],
      publishTopics: ['onex.cmd.a.v1'],
    });
  });

  it('never throws, whatever is announced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (payload, part) => {
        nodeOfIntrospection(payload);
        for (const key of Object.keys(announcement()))
          nodeOfIntrospection({ ...announcement(), [key]: part });
      }),
    );
  });
});

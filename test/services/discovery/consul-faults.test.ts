/** What a real Consul does: it comes back empty, has no leader, refuses writes, and outlives a killed process. */
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Consul from 'consul';
import { expect } from 'chai';
import { createConsulClient, startRegistrar } from '../../../runtime/src/discovery/index.ts';
import {
  closeEventBus,
  createInMemoryBroker,
  createInMemoryTransport,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import { COMMAND_TOPIC, FakeNode } from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { type ConsulPeer, type ConsulService, startConsul, startConsulPeer } from '../support/services.ts';

const TOKEN = '6d0f3a0e-7f0c-4f8e-9b6f-0000000000bb';
const ACL = { CONSUL_ACL_TOKEN: TOKEN };

describe('the registration at a Consul that fails', () => {
  let agent: ConsulService;
  let consul: Consul;
  let health: Server;
  const opened: FakeNode[] = [];
  const logger = recordingLogger();

  before(async function () {
    this.timeout(120_000);
    agent = await startConsul(ACL);
    const { hostname, port } = new URL(agent.url);
    consul = new Consul({ host: hostname, port: Number(port), defaults: { token: TOKEN } });
    health = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(health, 'listening');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((node) => closeEventBus(node)));
  });
  after(async () => {
    health?.close();
    await agent?.stop();
  });

  const open = async (instanceId: string, token = TOKEN): Promise<FakeNode> => {
    const node = new FakeNode();
    node.instanceId = instanceId;
    opened.push(node);
    await openEventBus(node, undefined, {
      transport: createInMemoryTransport({ broker: createInMemoryBroker() }),
      logger,
      healthUrl: `http://127.0.0.1:${(health.address() as AddressInfo).port}/health`,
      heartbeatMs: 200,
      environment: { CONSUL_HTTP_TOKEN: token },
      settings: { consulUrl: agent.url },
    });
    return node;
  };
  const keysOf = async (nodeId: string | undefined): Promise<string[]> => {
    const found = (await consul.kv.get({ key: `onex/nodes/${nodeId}/`, recurse: true })) as unknown;
    return Array.isArray(found) ? found.map(({ Key }: { Key: string }) => Key) : [];
  };
  const subscribers = async (topic = COMMAND_TOPIC): Promise<unknown> => {
    const item = (await consul.kv.get(`onex/topics/${topic}/subscribers`)) as { Value: string } | undefined;
    return item === undefined ? [] : JSON.parse(item.Value);
  };
  const hasService = async (id: string): Promise<boolean> =>
    Object.keys((await consul.agent.service.list()) as object).some((each) => each.endsWith(id));
  const isWhole = async ({ nodeId }: FakeNode): Promise<boolean> =>
    (await hasService(String(nodeId))) &&
    (await keysOf(nodeId)).length === 2 &&
    ((await subscribers()) as unknown[]).includes(nodeId);

  it('is whole again after Consul came back empty, and after each part was deleted', async function () {
    this.timeout(60_000);
    const node = await open('emptied');
    await until(() => node.degraded.size === 0);
    await agent.kill();
    await agent.restart();
    await until(() => isWhole(node).catch(() => false));
    await consul.kv.del({ key: 'onex/', recurse: true });
    await until(() => isWhole(node));
    await consul.agent.service.deregister(`onex-effect-${node.nodeId}`);
    await until(() => isWhole(node));
  });

  it('is reported and removed again where the token lacks key:write', async () => {
    const headers = { 'X-Consul-Token': TOKEN };
    const put = async (path: string, body: object): Promise<{ SecretID: string }> => {
      const url = `${agent.url}/v1/acl/${path}`;
      const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
      return (await response.json()) as { SecretID: string };
    };
    const Rules =
      'service_prefix "" { policy = "write" } node_prefix "" { policy = "read" } key_prefix "" { policy = "read" }';
    await put('policy', { Name: 'no-key-write', Rules });
    const { SecretID } = await put('token', { Policies: [{ Name: 'no-key-write' }] });
    const node = await open('refused', SecretID);
    const problem = await until(() => {
      const text = node.degraded.get('consul');
      return text?.includes('key:write on "onex/"') === true && text;
    });
    expect(problem).to.not.include(SecretID);
    expect(await hasService(String(node.nodeId))).to.equal(true);
    await closeEventBus(node);
    expect(await hasService(String(node.nodeId))).to.equal(false);
  });

  it('of a killed process ends: its entries by the health check, its subscriptions by a registrar', async function () {
    this.timeout(120_000);
    const node = new NodeProcess('payment', ['--consul', agent.url], {
      CONSUL_HTTP_TOKEN: TOKEN,
      ONEX_INSTANCE_ID: 'killed-process',
      ONEX_HEARTBEAT_SECONDS: '1',
    });
    await node.started();
    const listed = async () =>
      Object.values(
        (await consul.agent.service.list()) as Record<string, { ID: string; Meta: Record<string, string> }>,
      );
    const service = await until(async () =>
      (await listed()).find(({ Meta }) => Meta['node_name'] === 'node_billing_payment_effect'),
    );
    const nodeId = String(service.Meta['node_id']);
    await until(async () =>
      ((await consul.session.list()) as { Name: string }[]).some(({ Name }) => Name === service.ID),
    );
    expect(await keysOf(nodeId)).to.have.length(2);
    const isSubscriber = async (): Promise<boolean> => ((await subscribers()) as unknown[]).includes(nodeId);
    expect(await isSubscriber()).to.equal(true);
    await node.kill();
    await until(async () => (await keysOf(nodeId)).length === 0);
    // Consul does this itself, ten minutes later.
    await consul.agent.service.deregister(service.ID);
    const registrar = await startRegistrar({
      transport: createInMemoryTransport({ broker: createInMemoryBroker() }),
      consul: createConsulClient({ url: agent.url, token: TOKEN }),
      environment: 'local',
      logger,
      intervalMs: 200,
    });
    await until(async () => !(await isSubscriber()));
    await registrar.stop();
  });

  it('is whole when the cluster has a leader again, in whatever part it stopped', async function () {
    this.timeout(120_000);
    const peer: ConsulPeer = await startConsulPeer(agent.url, ACL);
    try {
      const before = await open('before');
      await until(() => before.degraded.size === 0);
      peer.freeze();
      await until(() => before.degraded.get('consul')?.includes('leader'));
      const during = await open('during');
      await until(() => during.degraded.get('consul')?.includes('leader'));
      expect([during.isRunning, during.problems.size]).to.deep.equal([true, 0]);
      peer.thaw();
      await until(() => before.degraded.size + during.degraded.size === 0);
      expect([await isWhole(before), await isWhole(during)]).to.deep.equal([true, true]);
    } finally {
      await peer.stop();
    }
  });
});

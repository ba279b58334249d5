import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Consul from 'consul';
import { expect } from 'chai';
import { type Registrar, createConsulClient, startRegistrar } from '../../../runtime/src/discovery/index.ts';
import {
  type InMemoryBroker,
  type OpenOptions,
  closeEventBus,
  createEnvelope,
  createInMemoryBroker,
  createInMemoryTransport,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import { startFrozenProxy } from '../support/proxies/frozen-proxy.ts';
import {
  COMMAND_TOPIC,
  COMPLETED_TOPIC,
  FakeNode,
  command,
} from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { freePort } from '../support/free-port.ts';
import { type GatedProxy, startGatedProxy } from '../support/proxies/gated-proxy.ts';
import { type ConsulService, startConsul } from '../support/services.ts';

const TOKEN = '6d0f3a0e-7f0c-4f8e-9b6f-0000000000aa';

describe('registration in Consul', () => {
  let agent: ConsulService;
  let consul: Consul;
  let health: Server;
  let healthUrl: string;
  let broker: InMemoryBroker;
  let opened: FakeNode[];
  let registrars: Registrar[];
  const logger = recordingLogger();

  before(async function () {
    this.timeout(120_000);
    agent = await startConsul({ CONSUL_ACL_TOKEN: TOKEN });
    const { hostname, port } = new URL(agent.url);
    consul = new Consul({ host: hostname, port: Number(port), defaults: { token: TOKEN } });
    health = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(health, 'listening');
    healthUrl = `http://127.0.0.1:${(health.address() as AddressInfo).port}/health`;
  });
  after(async () => {
    health?.close();
    await agent?.stop();
  });
  beforeEach(() => {
    broker = createInMemoryBroker();
    opened = [];
    registrars = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((node) => closeEventBus(node)));
    await Promise.all(registrars.map((registrar) => registrar.stop()));
  });

  const open = async (instanceId: string, options: OpenOptions = {}): Promise<FakeNode> => {
    const node = new FakeNode();
    node.instanceId = instanceId;
    opened.push(node);
    await openEventBus(node, undefined, {
      transport: createInMemoryTransport({ broker }),
      logger,
      healthUrl,
      heartbeatMs: 200,
      environment: { CONSUL_HTTP_TOKEN: TOKEN },
      settings: { consulUrl: agent.url },
      ...options,
    });
    return node;
  };
  const services = async () => (await consul.agent.service.list()) as Record<string, Record<string, unknown>>;
  const service = async (node: FakeNode) => (await services())[`onex-effect-${node.nodeId}`];
  const kv = async (key: string): Promise<unknown> => {
    const item = (await consul.kv.get(key)) as { Value: string } | undefined;
    return item === undefined ? undefined : JSON.parse(item.Value);
  };

  it('has the node with its tags, address and meta, and its topics in the key-value store', async () => {
    const node = await open('full');
    await until(() => node.degraded.size === 0);
    expect(await service(node)).to.deep.include({
      Service: 'onex-effect',
      Tags: [
        'onex',
        'node-type:effect',
        'node-name:node_billing_payment_effect',
        'node-version:1.2.3',
        'domain:billing',
      ],
      Address: '127.0.0.1',
      Port: Number(new URL(healthUrl).port),
      Meta: {
        node_id: node.nodeId,
        node_name: 'node_billing_payment_effect',
        contract_hash: node.contract.hash,
      },
    });
    const folder = `onex/nodes/${node.nodeId}/event_bus`;
    expect(await kv(`${folder}/subscribe_topics`)).to.deep.equal([COMMAND_TOPIC]);
    expect(await kv(`${folder}/publish_topics`)).to.include(COMPLETED_TOPIC);
    expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.deep.equal([node.nodeId]);
  });

  it('gives Consul a health check that really passes', async function () {
    this.timeout(40_000);
    const node = await open('checked');
    await until(async () => {
      const checks = Object.values(await consul.agent.check.list());
      return checks.some(
        ({ ServiceID, Status }) => ServiceID.endsWith(String(node.nodeId)) && Status === 'passing',
      );
    });
  });

  it('takes everything out again at shutdown', async () => {
    const [node, other] = [await open('leaving'), await open('staying')];
    await until(() => node.degraded.size + other.degraded.size === 0);
    await closeEventBus(node);
    expect(await service(node)).to.equal(undefined);
    expect(await kv(`onex/nodes/${node.nodeId}/event_bus/subscribe_topics`)).to.equal(undefined);
    expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.deep.equal([other.nodeId]);
  });

  it('loses no subscriber when many register at once', async () => {
    const nodes = await Promise.all(['1', '2', '3', '4', '5', '6'].map((id) => open(`many-${id}`)));
    await until(() => nodes.every((node) => node.degraded.size === 0));
    expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.have.members(
      nodes.map((node) => node.nodeId),
    );
  });

  it('registers again within a heartbeat when Consul came back empty', async function () {
    this.timeout(40_000);
    const node = await open('again');
    await until(() => node.degraded.size === 0);
    await agent.kill();
    await until(() => node.degraded.get('consul')?.includes(agent.url));
    await agent.restart();
    await until(() => node.degraded.size === 0);
    expect(await service(node)).to.deep.include({ Service: 'onex-effect' });
  });

  it('keeps the node running, and says so, while Consul is away, wrong or refuses', async () => {
    const away = `http://127.0.0.1:${await freePort()}`;
    const node = await open('alone', { settings: { consulUrl: away } });
    await until(() => node.degraded.get('consul')?.includes(away));
    expect([node.isRunning, node.problems.size]).to.deep.equal([true, 0]);
    const stranger = await open('stranger', { environment: {} });
    const problem = await until(() => {
      const text = stranger.degraded.get('consul');
      return text?.includes('CONSUL_HTTP_TOKEN') === true && text;
    });
    expect(problem).to.not.contain(TOKEN);
  });

  it('lets nothing wait for a Consul that never answers', async () => {
    const slow = createServer(() => {}).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const consulUrl = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const node = await open('silent', { settings: { consulUrl } });
    expect(node.isRunning).to.equal(true);
    slow.closeAllConnections();
    slow.close();
  });

  it('lets neither start nor messages wait for a Consul that is slow, and registers nothing after the end', async () => {
    const slow = await startGatedProxy(agent.url);
    const node = await open('slow', { settings: { consulUrl: slow.url } });
    const bus = createInMemoryTransport({ broker });
    for (let index = 0; index < 50; index += 1) await bus.publish([command({ index })]);
    await until(() => node.handled.length === 50);
    await until(() => slow.held() > 0);
    expect(slow.answers()).to.equal(0);
    expect(node.degraded.get('consul')).to.be.a('string');
    await closeEventBus(node);
    slow.answerHeld();
    slow.close();
    await sleep(100);
    expect(await service(node)).to.equal(undefined);
    expect((await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)) ?? []).to.not.include(node.nodeId);
  });

  it('does not replace a node with the same ID, and reports where that is', async function () {
    this.timeout(60_000);
    const first = await open('twin');
    await until(async () => {
      const checks = Object.values(await consul.agent.check.list());
      return checks.some(
        ({ ServiceID, Status }) => ServiceID.endsWith(String(first.nodeId)) && Status === 'passing',
      );
    });
    const second = await open('twin', { healthUrl: 'http://127.0.0.1:9/health' });
    const problem = await until(() => {
      const text = second.degraded.get('consul');
      return text?.includes('is in use by') === true && text;
    });
    expect(problem).to.include(`node_billing_payment_effect at ${new URL(healthUrl).host}`);
    expect([second.isRunning, second.problems.size]).to.deep.equal([true, 0]);
    await closeEventBus(second);
    expect(await service(first)).to.have.property('Port', Number(new URL(healthUrl).port));
  });

  it('lets a process end with 0 although Consul is frozen', async () => {
    const frozen = await startFrozenProxy(agent.url);
    const node = new NodeProcess('payment', ['--consul', frozen.url, '--shutdown-timeout', '6'], {
      CONSUL_HTTP_TOKEN: TOKEN,
      ONEX_INSTANCE_ID: 'frozen-process',
    });
    const origin = await node.started();
    const detail = async () => (await (await fetch(`${origin}/health`)).json()) as { status: string };
    await until(async () => (await detail()).status === 'healthy');
    frozen.freeze();
    node.signal('SIGTERM');
    expect(await node.ended(), JSON.stringify(node.lines)).to.equal(0);
    expect(node.lines.some(({ message }) => /Consul did not answer within/u.test(String(message)))).to.equal(
      true,
    );
    frozen.close();
  });

  describe('at a Consul that takes 5 s for each answer', function () {
    this.timeout(120_000);
    let slow: GatedProxy;
    beforeEach(async () => {
      slow = await startGatedProxy(agent.url, 5000);
    });
    afterEach(() => slow.close());

    it('succeeds, while messages are handled and the heart beats', async () => {
      const bus = createInMemoryTransport({ broker });
      let beats = 0;
      await bus.subscribe({
        groupId: 'beats',
        topics: ['onex.evt.platform.node-heartbeat.v1'],
        from: 'earliest',
        handle: async () => void (beats += 1),
      });
      const node = await open('patient', { settings: { consulUrl: slow.url } });
      await bus.publish([command({ index: 1 })]);
      await until(() => node.handled.length === 1 && beats > 3);
      expect(slow.answers()).to.equal(0);
      await until(() => node.degraded.size === 0);
      expect(await service(node)).to.deep.include({ Service: 'onex-effect' });
      expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.include(node.nodeId);
    });

    it('lets a process end in time, and takes it out nevertheless', async () => {
      const node = new NodeProcess('payment', ['--consul', slow.url], {
        CONSUL_HTTP_TOKEN: TOKEN,
        ONEX_INSTANCE_ID: 'patient-process',
      });
      const origin = await node.started();
      const detail = async () => (await (await fetch(`${origin}/health`)).json()) as { status: string };
      await until(async () => (await detail()).status === 'healthy');
      const mine = async () =>
        Object.values(await services()).filter(({ Port }) => String(Port) === new URL(origin).port);
      expect(await mine()).to.have.length(1);
      node.signal('SIGTERM');
      expect(await node.ended(), JSON.stringify(node.lines)).to.equal(0);
      await until(async () => (await mine()).length === 0);
    });
  });

  describe('by a registrar', () => {
    const unregistered = { settings: { consulUrl: null } };
    const start = async (intervalMs = 200): Promise<Registrar> => {
      const registrar = await startRegistrar({
        transport: createInMemoryTransport({ broker }),
        consul: createConsulClient({ url: agent.url, token: TOKEN }),
        environment: 'local',
        logger,
        intervalMs,
      });
      registrars.push(registrar);
      return registrar;
    };

    it('registers nodes that were there before it and that come later, and deregisters those that go', async () => {
      const before = await open('before', unregistered);
      const registrar = await start();
      const later = await open('later', unregistered);
      await until(() => registrar.nodes().length === 2);
      expect(await service(before)).to.deep.include({ Service: 'onex-effect' });
      expect(await service(later))
        .to.have.property('Tags')
        .that.includes('domain:billing');
      expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.include(before.nodeId);
      await closeEventBus(later);
      await until(async () => (await service(later)) === undefined);
      expect(registrar.nodes().map(({ nodeId }) => nodeId)).to.deep.equal([before.nodeId]);
    });

    it('may run several times, beside nodes that register themselves', async () => {
      const all = [await start(), await start()];
      const node = await open('both');
      await until(() => node.degraded.size === 0 && all.every((registrar) => registrar.nodes().length === 1));
      const own = Object.keys(await services()).filter((id) => id.endsWith(String(node.nodeId)));
      expect(own).to.have.length(1);
      expect((await service(node))?.['Meta']).to.include({ contract_hash: node.contract.hash });
      expect(await kv(`onex/topics/${COMMAND_TOPIC}/subscribers`)).to.include(node.nodeId);
    });

    it('registers them again when Consul came back empty', async function () {
      this.timeout(40_000);
      const node = await open('forgotten', unregistered);
      const registrar = await start();
      await until(() => registrar.nodes().length === 1);
      await agent.kill();
      await agent.restart();
      await until(async () => (await service(node)) !== undefined);
    });

    it('registers a node that writes its kind in capitals as it registers every other', async () => {
      await start();
      const nodeId = randomUUID();
      const payload = { node_id: nodeId, node_type: 'EFFECT', endpoints: { health: healthUrl } };
      await createInMemoryTransport({ broker }).publish([
        {
          topic: 'onex.evt.platform.node-introspection.v1',
          key: null,
          value: JSON.stringify(createEnvelope(payload)),
          headers: {},
        },
      ]);
      const found = await until(async () => (await services())[`onex-effect-${nodeId}`]);
      expect(found).to.deep.include({ Service: 'onex-effect' });
    });

    it('lives on when an announcement makes no sense', async () => {
      const registrar = await start();
      const topic = 'onex.evt.platform.node-introspection.v1';
      const bus = createInMemoryTransport({ broker });
      for (const value of ['?', '{"payload": null}', '{"payload": {"node_id": 5}}']) {
        await bus.publish([{ topic, key: null, value, headers: {} }]);
      }
      await open('sane', unregistered);
      await until(() => registrar.nodes().length === 1);
    });
  });
});

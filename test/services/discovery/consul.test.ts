import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { closeEventBus, createInMemoryTransport } from '../../../runtime/src/event-bus/index.ts';
import { startFrozenProxy } from '../support/proxies/frozen-proxy.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, command } from '../../../runtime/test/event-bus/fake-node.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { freePort } from '../support/free-port.ts';
import { type GatedProxy, startGatedProxy } from '../support/proxies/gated-proxy.ts';
import { TOKEN, useConsul } from './use-consul.ts';

describe('registration in Consul', () => {
  const { bench, open, services, service, kv } = useConsul();

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
      Port: Number(new URL(bench.healthUrl).port),
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
      const checks = Object.values(await bench.consul.agent.check.list());
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
    await bench.agent.kill();
    await until(() => node.degraded.get('consul')?.includes(bench.agent.url));
    await bench.agent.restart();
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
    const slow = await startGatedProxy(bench.agent.url);
    const node = await open('slow', { settings: { consulUrl: slow.url } });
    const bus = createInMemoryTransport({ broker: bench.broker });
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
      const checks = Object.values(await bench.consul.agent.check.list());
      return checks.some(
        ({ ServiceID, Status }) => ServiceID.endsWith(String(first.nodeId)) && Status === 'passing',
      );
    });
    const second = await open('twin', { healthUrl: 'http://127.0.0.1:9/health' });
    const problem = await until(() => {
      const text = second.degraded.get('consul');
      return text?.includes('is in use by') === true && text;
    });
    expect(problem).to.include(`node_billing_payment_effect at ${new URL(bench.healthUrl).host}`);
    expect([second.isRunning, second.problems.size]).to.deep.equal([true, 0]);
    await closeEventBus(second);
    expect(await service(first)).to.have.property('Port', Number(new URL(bench.healthUrl).port));
  });

  it('lets a process end with 0 although Consul is frozen', async () => {
    const frozen = await startFrozenProxy(bench.agent.url);
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
      slow = await startGatedProxy(bench.agent.url, 5000);
    });
    afterEach(() => slow.close());

    it('succeeds, while messages are handled and the heart beats', async () => {
      const bus = createInMemoryTransport({ broker: bench.broker });
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
});

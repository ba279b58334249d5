import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Registrar, createConsulClient, startRegistrar } from '../../../runtime/src/discovery/index.ts';
import {
  closeEventBus,
  createEnvelope,
  createInMemoryTransport,
} from '../../../runtime/src/event-bus/index.ts';
import { COMMAND_TOPIC } from '../../../runtime/test/event-bus/fake-node.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { TOKEN, useConsul } from './use-consul.ts';

describe('registration in Consul by a registrar', () => {
  const { bench, logger, open, services, service, kv } = useConsul();
  const unregistered = { settings: { consulUrl: null } };
  const start = async (intervalMs = 200): Promise<Registrar> => {
    const registrar = await startRegistrar({
      transport: createInMemoryTransport({ broker: bench.broker }),
      consul: createConsulClient({ url: bench.agent.url, token: TOKEN }),
      environment: 'local',
      logger,
      intervalMs,
    });
    bench.registrars.push(registrar);
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
    await bench.agent.kill();
    await bench.agent.restart();
    await until(async () => (await service(node)) !== undefined);
  });

  it('registers a node that writes its kind in capitals as it registers every other', async () => {
    await start();
    const nodeId = randomUUID();
    const payload = { node_id: nodeId, node_type: 'EFFECT', endpoints: { health: bench.healthUrl } };
    await createInMemoryTransport({ broker: bench.broker }).publish([
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
    const bus = createInMemoryTransport({ broker: bench.broker });
    for (const value of ['?', '{"payload": null}', '{"payload": {"node_id": 5}}']) {
      await bus.publish([{ topic, key: null, value, headers: {} }]);
    }
    await open('sane', unregistered);
    await until(() => registrar.nodes().length === 1);
  });
});

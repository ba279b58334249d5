import { expect } from 'chai';
import { startRegistrar, type Registrar, type RegistrarOptions } from '../../../src/discovery/index.ts';
import {
  createEnvelope,
  createInMemoryBroker,
  createInMemoryTransport,
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
} from '../../../src/event-bus/index.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';
import { until } from '../../event-bus/until.ts';
import { type FakeConsul, startFakeConsul } from '../consul/fake-consul.ts';

const NODE_ID = '11111111-1111-4111-8111-111111111111';
const SERVICE = `service onex-effect-${NODE_ID}`;
const SUBSCRIBERS = 'onex/topics/onex.cmd.shop.trip-requested.v1/subscribers';

describe('registrar', () => {
  let registrar: Registrar | undefined;
  let consul: FakeConsul;
  beforeEach(async () => {
    consul = await startFakeConsul();
  });
  afterEach(async () => {
    await registrar?.stop();
    registrar = undefined;
    consul.close();
  });

  const startWith = async (options: Partial<RegistrarOptions> = {}) => {
    const transport =
      options.transport ?? createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 2 }) });
    const logger = recordingLogger();
    registrar = await startRegistrar({
      transport,
      consul: consul.client,
      environment: 'local',
      logger,
      intervalMs: 5,
      ...options,
    });
    const announce = (reason: string, port = 9) => {
      const payload = {
        node_id: NODE_ID,
        node_name: 'node_shop_trip_effect',
        node_type: 'effect',
        reason,
        endpoints: { health: `http://127.0.0.1:${port}/health` },
        event_bus: { subscribe_topics: [{ topic: 'onex.cmd.shop.trip-requested.v1' }], publish_topics: [] },
      };
      const value = JSON.stringify(createEnvelope(payload));
      return transport.publish([{ topic: INTROSPECTION_TOPIC, key: null, headers: {}, value }]);
    };
    const beat = (nodeId: string) => {
      const value = JSON.stringify(createEnvelope({ node_id: nodeId }));
      return transport.publish([{ topic: HEARTBEAT_TOPIC, key: null, headers: {}, value }]);
    };
    return { entries: consul.entries, state: consul.state, announce, beat, transport, logger };
  };

  it('takes a node out when Consul was away while it said goodbye', async () => {
    const { announce, entries, state } = await startWith();
    await announce('startup');
    await until(() => entries.has(SERVICE) && entries.has(SUBSCRIBERS));
    state.away = true;
    await announce('shutdown');
    await until(() => registrar?.nodes().length === 0 && state.asked > 10);
    expect(entries.has(SERVICE)).to.equal(true);
    state.away = false;
    await until(() => !entries.has(SERVICE));
    await until(() => [...entries].flat().join() === `${SUBSCRIBERS},`);
  });

  it('logs one line for an outage of Consul, however many nodes and attempts there are, and one for its end', async () => {
    const { state, transport, logger, entries } = await startWith();
    state.away = true;
    for (let node = 0; node < 20; node += 1) {
      const payload = {
        node_id: NODE_ID.replace(/..$/u, String(node + 10)),
        node_name: 'node_shop_trip_effect',
        node_type: 'effect',
        reason: 'startup',
        endpoints: { health: `http://127.0.0.1:${node + 1}/health` },
      };
      const value = JSON.stringify(createEnvelope(payload));
      await transport.publish([{ topic: INTROSPECTION_TOPIC, key: null, headers: {}, value }]);
    }
    await until(() => state.asked > 200);
    const lines = () =>
      logger.lines
        .filter(({ level }) => level !== 'debug')
        .filter(({ fields }) => (fields as { source?: string }).source === 'consul')
        .map(({ message }) => message);
    expect(lines()).to.have.length(1);
    expect(lines()[0]).to.match(
      /^registering failed: Consul at .*: Consul is restarting \(nodes: \d+\); retrying$/u,
    );
    state.away = false;
    await until(() => registrar?.nodes().length === 20 && entries.size > 0);
    await until(() => lines().length === 2);
    expect(lines()[1]).to.equal('problem cleared');
  });

  it('ends with a goodbye that is heard while the node is still being registered', async () => {
    const { announce, entries, state } = await startWith({ intervalMs: 60_000 });
    const { promise, resolve: open } = Promise.withResolvers<void>();
    state.hold = promise;
    await announce('request');
    await until(() => state.registering === 1);
    await announce('shutdown');
    // What may be asked before the registration has ended is asked by now.
    await new Promise((resolve) => setTimeout(resolve, 30));
    open();
    await until(() => entries.has(SUBSCRIBERS));
    await registrar?.stop();
    expect([...entries.keys()]).to.deep.equal([SUBSCRIBERS]);
    expect(entries.get(SUBSCRIBERS)).to.deep.equal([]);
  });

  it('registers a node again that came back before it could be taken out', async () => {
    const { announce, entries, state } = await startWith();
    await announce('startup');
    await until(() => entries.has(SERVICE));
    state.away = true;
    await announce('shutdown');
    await until(() => registrar?.nodes().length === 0);
    await announce('startup');
    state.away = false;
    await until(() => registrar?.nodes().length === 1);
    await until(() => (entries.get(SUBSCRIBERS) as unknown[] | undefined)?.length === 1);
    expect(entries.has(SERVICE)).to.equal(true);
  });

  it('registers a node again that Consul has forgotten, as long as the node is heard of', async () => {
    const { announce, entries } = await startWith();
    await announce('startup');
    await until(() => registrar?.nodes().length === 1);
    entries.clear();
    await until(() => entries.has(SERVICE) && entries.has(SUBSCRIBERS));
  });

  it('warns when two processes announce themselves with one ID, and not of a process that was started again', async () => {
    const { announce, logger, entries } = await startWith();
    const warned = (): number => logger.lines.filter(({ message }) => /same ID/u.test(message)).length;
    await announce('startup', 9);
    await announce('startup', 10);
    await announce('request', 10);
    await until(() => entries.has(SERVICE));
    expect(warned()).to.equal(0);
    await announce('request', 9);
    await until(() => warned() === 1);
  });

  it('does not take a node out when another process with its ID says goodbye', async () => {
    const { announce, entries, beat } = await startWith();
    await announce('startup', 9);
    await until(() => entries.has(SERVICE));
    await announce('shutdown', 10);
    await beat(NODE_ID);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(entries.has(SERVICE)).to.equal(true);
    await announce('shutdown', 9);
    await until(() => !entries.has(SERVICE));
  });

  describe('by the clock', () => {
    const now = performance.now.bind(performance);
    let ahead = 0;
    beforeEach(() => {
      ahead = 0;
      Object.defineProperty(performance, 'now', { value: () => now() + ahead, configurable: true });
    });
    afterEach(() => {
      // The real one is on the prototype.
      Reflect.deleteProperty(performance, 'now');
    });
    /** Until the registrar has looked over its nodes some times more. */
    const rounds = async (state: { asked: number }): Promise<void> => {
      const { asked } = state;
      await until(() => state.asked > asked + 15);
    };

    it('forgets a node that was not heard of for ten minutes', async () => {
      const { announce, entries, state } = await startWith();
      await announce('startup');
      await until(() => entries.has(SERVICE));
      ahead = 599_000;
      await rounds(state);
      expect(registrar?.nodes()).to.have.length(1);
      ahead = 601_000;
      await until(() => registrar?.nodes().length === 0);
      entries.clear();
      const { writes } = state;
      await rounds(state);
      expect({ writes: state.writes, entries: entries.size }).to.deep.equal({ writes, entries: 0 });
    });

    it('remembers a node that sends heartbeats, in whatever case it writes its id', async () => {
      const { announce, entries, beat, state } = await startWith();
      await announce('startup');
      await until(() => entries.has(SERVICE));
      ahead = 500_000;
      await beat(NODE_ID.toUpperCase());
      await beat('22222222-2222-4222-8222-222222222222');
      await rounds(state);
      ahead = 1_000_000;
      await rounds(state);
      expect(registrar?.nodes().map(({ nodeId }) => nodeId)).to.deep.equal([NODE_ID]);
    });

    it('gives up after a day on a node that said goodbye while Consul was away', async () => {
      const { announce, entries, state, logger } = await startWith();
      await announce('startup');
      await until(() => entries.has(SERVICE));
      state.away = true;
      await announce('shutdown');
      await until(() => logger.lines.some(({ message }) => message === 'deregistering failed'));
      ahead = 23 * 3_600_000;
      await rounds(state);
      ahead = 25 * 3_600_000;
      await rounds(state);
      const { writes } = state;
      await rounds(state);
      expect(state.writes).to.equal(writes);
    });
  });

  it('has a node and its entries whole again, whatever part Consul has lost', async () => {
    const { announce, entries } = await startWith();
    await announce('startup');
    await until(() => entries.has(SERVICE) && entries.has(SUBSCRIBERS));
    for (const part of [SERVICE, SUBSCRIBERS, `onex/nodes/${NODE_ID}/event_bus/subscribe_topics`]) {
      entries.delete(part);
      await until(() => entries.has(part));
    }
  });

  it('removes the entries of a node that it has never heard of and that has no service', async () => {
    const { entries, logger } = await startWith();
    const dead = '22222222-2222-4222-8222-222222222222';
    entries.set(`onex/nodes/${dead}/event_bus/publish_topics`, []);
    entries.set(SUBSCRIBERS, [dead]);
    await until(() => [...entries].flat().join() === `${SUBSCRIBERS},`);
    await until(() => logger.lines.some(({ message }) => message.startsWith('removed the entries')));
  });

  it('reports once that a node cannot be removed completely, and goes on with the others', async () => {
    const { announce, entries, state, logger } = await startWith();
    await announce('startup');
    await until(() => registrar?.nodes().length === 1);
    state.denied.add('key:write');
    await announce('shutdown');
    await until(() => !entries.has(SERVICE));
    await until(() => logger.lines.some(({ fields }) => JSON.stringify(fields).includes('key:write')));
    const { asked } = state;
    await until(() => state.asked > asked + 10);
    expect(logger.lines.filter(({ level }) => level === 'warn')).to.have.length(1);
  });

  it('passes over what is no announcement, and lives on', async () => {
    const { announce, entries, transport, logger } = await startWith();
    for (const value of ['no json', '{}', JSON.stringify(createEnvelope({ node_id: 'x' }))])
      await transport.publish([{ topic: INTROSPECTION_TOPIC, key: null, headers: {}, value }]);
    await announce('startup');
    await until(() => entries.has(SERVICE));
    expect(logger.lines.some(({ message }) => message === 'announcement not understood')).to.equal(true);
  });

  it('asks everybody to introspect at its start, on the first topic of requests that exists', async () => {
    for (const [missing, expected] of [
      [[], [INTROSPECTION_REQUEST_TOPICS[0]]],
      [[INTROSPECTION_REQUEST_TOPICS[0]], [INTROSPECTION_REQUEST_TOPICS[1]]],
      [INTROSPECTION_REQUEST_TOPICS, []],
    ] as [string[], string[]][]) {
      const transport = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) });
      const published: string[] = [];
      const { publish } = transport;
      transport.missingTopics = async (topics) => topics.filter((topic) => missing.includes(topic));
      transport.publish = async (records) => {
        published.push(...records.map(({ topic }) => topic));
        return publish.call(transport, records);
      };
      await startWith({ transport });
      expect(published).to.deep.equal(expected);
      await registrar?.stop();
    }
  });

  it('starts when nobody can be asked to introspect', async () => {
    const transport = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) });
    transport.missingTopics = () => Promise.reject(new Error('no broker'));
    const { announce, entries, logger } = await startWith({ transport });
    expect(logger.lines.some(({ message }) => message === 'nodes could not be asked to introspect')).to.equal(
      true,
    );
    await announce('startup');
    await until(() => entries.has(SERVICE));
  });
});

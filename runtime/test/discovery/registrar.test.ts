import { expect } from 'chai';
import {
  startRegistrar,
  type ConsulClient,
  type Registrar,
  type RegistrarOptions,
} from '../../src/discovery/index.ts';
import {
  createEnvelope,
  createInMemoryBroker,
  createInMemoryTransport,
  INTROSPECTION_TOPIC,
} from '../../src/event-bus/index.ts';
import { recordingLogger } from '../event-bus/recording-logger.ts';
import { until } from '../event-bus/until.ts';

const NODE_ID = '11111111-1111-4111-8111-111111111111';
const SERVICE = `service onex-effect-${NODE_ID}`;
const SUBSCRIBERS = 'onex/topics/onex.cmd.shop.trip-requested.v1/subscribers';

/** A Consul in memory that can be away, or hold registrations up. */
function fakeConsul() {
  const entries = new Map<string, unknown>();
  const state = { away: false, hold: Promise.resolve(), asked: 0, registering: 0 };
  const ask = (): void => {
    state.asked += 1;
    if (state.away) throw new Error('Consul is restarting');
  };
  const client: ConsulClient = {
    has: async (id) => {
      ask();
      return entries.has(`service ${id}`);
    },
    register: async ({ id }) => {
      state.registering += 1;
      await state.hold;
      ask();
      entries.set(`service ${id}`, true);
    },
    deregister: async (id) => {
      ask();
      entries.delete(`service ${id}`);
    },
    put: async (key, value) => {
      ask();
      entries.set(key, value);
    },
    remove: async (prefix) => {
      ask();
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    update: async (key, change) => {
      ask();
      const changed = change(entries.get(key) ?? null);
      if (changed !== undefined) entries.set(key, changed);
    },
  };
  return { client, entries, state };
}

describe('registrar', () => {
  let registrar: Registrar | undefined;
  afterEach(async () => {
    await registrar?.stop();
    registrar = undefined;
  });

  const startWith = async (options: Partial<RegistrarOptions> = {}) => {
    const consul = fakeConsul();
    const transport = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 2 }) });
    const logger = recordingLogger();
    registrar = await startRegistrar({
      transport,
      consul: consul.client,
      environment: 'local',
      logger,
      intervalMs: 5,
      ...options,
    });
    const announce = (reason: string) => {
      const payload = {
        node_id: NODE_ID,
        node_name: 'node_shop_trip_effect',
        node_type: 'effect',
        reason,
        endpoints: { health: 'http://127.0.0.1:9/health' },
        event_bus: { subscribe_topics: [{ topic: 'onex.cmd.shop.trip-requested.v1' }], publish_topics: [] },
      };
      const value = JSON.stringify(createEnvelope(payload));
      return transport.publish([{ topic: INTROSPECTION_TOPIC, key: null, headers: {}, value }]);
    };
    return { ...consul, announce };
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
    await until(() => [...entries.keys()].join() === SUBSCRIBERS);
    expect(entries.get(SUBSCRIBERS)).to.deep.equal([]);
  });

  it('ends with a goodbye that is heard while the node is still being registered', async () => {
    const { announce, entries, state } = await startWith({ intervalMs: 60_000 });
    let open = (): void => {};
    state.hold = new Promise((resolve) => {
      open = resolve;
    });
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
    const { asked } = state;
    await until(() => state.asked > asked + 5);
    await announce('startup');
    state.away = false;
    await until(() => registrar?.nodes().length === 1);
    await until(() => (entries.get(SUBSCRIBERS) as unknown[] | undefined)?.length === 1);
    expect(entries.has(SERVICE)).to.equal(true);
  });
});

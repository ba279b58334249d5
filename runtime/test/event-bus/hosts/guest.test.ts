import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import {
  type InMemoryTransport,
  closeEventBus,
  createInMemoryTransport,
  eventBusOf,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { PLAIN_IDENTITY } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

/** Members that the bus has for a runtime node, here with other meanings, and methods that it would call. */
const OWN = {
  nodeId: 17,
  isRunning: 'yes',
  serviceName: null,
  instanceId: ['a'],
  eventPublisher: 'news',
  bootstrapServers: { a: 1 },
  shutdownSignal: 'SIGTERM',
  container: { find: 'a box' },
  contract: { topics: ['hats'], operations: [] },
  logger: { info: 1 },
  topics: 'hats',
  settings: 5,
};

function seen(object: object): unknown {
  const keys: string[] = [];
  // The inherited keys are part of what a caller can see.
  // eslint-disable-next-line guard-for-in
  for (const key in object) keys.push(key);
  return {
    json: JSON.stringify(object),
    spread: { ...object },
    keys: Object.keys(object),
    in: keys,
    own: Reflect.ownKeys(object),
    inspected: inspect(object, { showHidden: true, depth: 5 }),
    clone: structuredClone(object),
  };
}

/** An object in which each access to a member throws. */
function untouchable(): object {
  const refuse = (_target: object, key: string | symbol): never => {
    throw new Error(`member ${String(key)} was used`);
  };
  return new Proxy(new Date(0), {
    get: refuse,
    set: refuse,
    has: refuse,
    deleteProperty: refuse,
    defineProperty: refuse,
    getOwnPropertyDescriptor: refuse,
    ownKeys: () => refuse({}, '*'),
  });
}

describe('the event bus of an object that is no runtime node', () => {
  let transport: InMemoryTransport;
  const logger = recordingLogger();
  beforeEach(() => {
    transport = createInMemoryTransport();
    logger.lines.length = 0;
  });
  const open = (host: object, identity = PLAIN_IDENTITY): Promise<void> =>
    openEventBus(host, identity, { transport, logger });
  const warnings = (): string[] =>
    logger.lines.filter(({ level }) => level === 'warn').map(({ message }) => String(message));

  class Store {
    count = 1;
    readonly nested = { map: new Map([['a', 1]]) };
  }
  const hosts: Readonly<Record<string, () => object>> = {
    'a class': () => new Store(),
    'a frozen object': () => Object.freeze(new Store()),
    'an object with members of the same names': () => Object.assign(new Store(), OWN),
    'an object with methods of the same names': () =>
      Object.create({
        dispatch: () => expect.fail(),
        setReadiness: () => expect.fail(),
        contract: OWN.contract,
      }),
    'an object without a prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  };
  for (const [name, create] of Object.entries(hosts)) {
    it(`changes nothing that can be seen of ${name}`, async () => {
      const host = create();
      const before = seen(host);
      await open(host);
      expect(seen(host), 'while the bus is open').to.deep.equal(before);
      expect(eventBusOf(host)).to.include({ isRunning: true, serviceName: 'billing' });
      await closeEventBus(host);
      expect(seen(host), 'after the bus was closed').to.deep.equal(before);
    });
  }

  it('uses no member of a Proxy', async () => {
    const host = untouchable();
    await open(host);
    expect(eventBusOf(host).isRunning).to.equal(true);
    await closeEventBus(host);
    expect(eventBusOf(host).isRunning).to.equal(false);
  });

  it('uses no member of an object whose getters throw', async () => {
    const host = Object.defineProperties(
      {},
      Object.fromEntries(
        [...Object.keys(OWN), 'constructor', 'dispatch', 'then', 'toJSON'].map((key) => [
          key,
          { get: () => expect.fail(`${key} was read`) },
        ]),
      ),
    );
    await open(host);
    await closeEventBus(host);
  });

  it('is a live view that exists before the bus is opened and after it is closed', async () => {
    const host = {};
    const view = eventBusOf(host);
    const closed = { publisher: undefined, isRunning: false, servers: undefined };
    expect(view).to.include({ ...closed, nodeId: undefined, serviceName: undefined, instanceId: undefined });
    expect(view.shutdownSignal.aborted).to.equal(false);
    await view.publishIntrospectionEvent();
    await open(host);
    expect(eventBusOf(host)).to.equal(view);
    expect(view.nodeId).to.match(/^[0-9a-f-]{36}$/);
    expect(view.instanceId).to.be.a('string');
    await view.publisher?.publish({ topic: 'onex.evt.billing.x.v1', payload: { a: 1 } });
    expect(transport.records('onex.evt.billing.x.v1')).to.have.length(1);
    await view.publishIntrospectionEvent();
    const reasons = transport
      .records('onex.evt.platform.node-introspection.v1')
      .map(({ value }) => (parseEnvelope(value).payload as { reason: string }).reason);
    expect(reasons).to.deep.equal(['startup', 'request']);
    await closeEventBus(host);
    expect(view).to.include(closed);
    expect(() => Object.assign(view, { nodeId: 'x' })).to.throw(TypeError);
  });

  it('has a new shutdown signal in each life', async () => {
    const host = {};
    const view = eventBusOf(host);
    const early = view.shutdownSignal;
    await open(host);
    const first = view.shutdownSignal;
    expect(first, 'obtained before the bus is opened').to.equal(early);
    await closeEventBus(host);
    expect(first.aborted).to.equal(true);
    await open(host);
    const second = view.shutdownSignal;
    expect(second.aborted).to.equal(false);
    await closeEventBus(host);
    expect(second.aborted).to.equal(true);
    expect(second).to.not.equal(first);
  });

  it('is of its own for each instance', async () => {
    const [one, other] = [{}, {}];
    await open(one);
    expect(eventBusOf(other).isRunning).to.equal(false);
    await closeEventBus(other);
    expect(eventBusOf(one).isRunning).to.equal(true);
    await closeEventBus(one);
    expect(warnings()).to.deep.equal([]);
  });

  it('is shared by copies of the package', async () => {
    const copy = (await import(`../../../src/event-bus/hosts/${['host-state.ts', '?copy'].join('')}`)) as {
      stateOf(host: object): { fields: object };
    };
    const host = {};
    await open(host);
    expect(copy.stateOf(host).fields).to.include({ isRunning: true });
    await closeEventBus(host);
  });

  it('reports the second identity of one object, as of a base class and its subclass', async () => {
    const host = {};
    await open(host);
    await open(host, { ...PLAIN_IDENTITY });
    expect(warnings(), 'the same identity').to.deep.equal([]);
    await open(host, { ...PLAIN_IDENTITY, nodeName: 'subclass' });
    expect(warnings()).to.have.length(1);
    expect(warnings()[0]).to.contain('plain_host').and.contain('subclass');
    await closeEventBus(host);
  });

  const related: Readonly<Record<string, (raw: object) => object>> = {
    Proxy: (raw) => new Proxy(raw, {}),
    'Object.create': (raw) => Object.create(raw) as object,
  };
  for (const [relation, relate] of Object.entries(related)) {
    for (const [name, pick] of [
      ['opened through it and closed on the object', (raw: object, other: object) => [other, raw]],
      ['opened on the object and closed through it', (raw: object, other: object) => [raw, other]],
    ] as const) {
      it(`reports ${relation}: ${name}`, async () => {
        const raw = new Store();
        const [opened, closed] = pick(raw, relate(raw)) as [object, object];
        await open(opened);
        await closeEventBus(closed);
        expect(warnings()).to.have.length(1);
        expect(warnings()[0]).to.contain(relation);
        expect(eventBusOf(opened).isRunning).to.equal(true);
        await closeEventBus(opened);
      });
    }
  }

  describe('and the state directory', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'onex-guest-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const stored = async (environment: NodeJS.ProcessEnv): Promise<string[]> => {
      const host = {};
      const stateDir = path.join(folder, 'state');
      await openEventBus(host, PLAIN_IDENTITY, {
        logger,
        environment: { ...environment, ONEX_STATE_DIR: stateDir },
      });
      expect(eventBusOf(host).nodeId).to.be.a('string');
      await closeEventBus(host);
      return readdirSync(folder, { recursive: true }).map(String);
    };

    it('creates none in a standalone process', async () => {
      expect(await stored({})).to.deep.equal([]);
      expect(logger.lines.filter(({ level }) => level === 'warn')).to.deep.equal([]);
    });

    it('creates none where the environment gives the instance ID', async () => {
      expect(await stored({ KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', ONEX_INSTANCE_ID: 'a' })).to.deep.equal(
        [],
      );
    });

    it('creates it to store the instance ID that others see', async () => {
      expect((await stored({ KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1' })).join(' ')).to.contain('plain_host');
    });
  });
});

import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Consul from 'consul';
import type { Registrar } from '../../../runtime/src/discovery/index.ts';
import {
  type InMemoryBroker,
  type OpenOptions,
  closeEventBus,
  createInMemoryBroker,
  createInMemoryTransport,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import { FakeNode } from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { type ConsulService, startConsul } from '../support/services.ts';

/** The token that the agent asks for. */
export const TOKEN = '6d0f3a0e-7f0c-4f8e-9b6f-0000000000aa';

/** What the tests of registration share. The fields have their values while a test runs. */
interface Started {
  readonly agent: ConsulService;
  readonly consul: Consul;
  /** A health check that passes. */
  readonly healthUrl: string;
  /** A bus of its own for each test. */
  readonly broker: InMemoryBroker;
  /** Nodes that are closed after the test. */
  readonly opened: FakeNode[];
  /** Registrars that are stopped after the test. */
  readonly registrars: Registrar[];
}

/** Starts Consul for a suite, and ends after each test what the test started. */
export function useConsul() {
  const bench = {} as { -readonly [K in keyof Started]: Started[K] };
  let health: Server;
  const logger = recordingLogger();

  before(async function () {
    this.timeout(120_000);
    bench.agent = await startConsul({ CONSUL_ACL_TOKEN: TOKEN });
    const { hostname, port } = new URL(bench.agent.url);
    bench.consul = new Consul({ host: hostname, port: Number(port), defaults: { token: TOKEN } });
    health = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(health, 'listening');
    bench.healthUrl = `http://127.0.0.1:${(health.address() as AddressInfo).port}/health`;
  });
  after(async () => {
    health?.close();
    await bench.agent?.stop();
  });
  beforeEach(() => {
    bench.broker = createInMemoryBroker();
    bench.opened = [];
    bench.registrars = [];
  });
  afterEach(async () => {
    await Promise.all(bench.opened.map((node) => closeEventBus(node)));
    await Promise.all(bench.registrars.map((registrar) => registrar.stop()));
  });

  const open = async (instanceId: string, options: OpenOptions = {}): Promise<FakeNode> => {
    const node = new FakeNode();
    node.instanceId = instanceId;
    bench.opened.push(node);
    await openEventBus(node, undefined, {
      transport: createInMemoryTransport({ broker: bench.broker }),
      logger,
      healthUrl: bench.healthUrl,
      heartbeatMs: 200,
      environment: { CONSUL_HTTP_TOKEN: TOKEN },
      settings: { consulUrl: bench.agent.url },
      ...options,
    });
    return node;
  };
  const services = async () =>
    (await bench.consul.agent.service.list()) as Record<string, Record<string, unknown>>;
  const service = async (node: FakeNode) => (await services())[`onex-effect-${node.nodeId}`];
  const kv = async (key: string): Promise<unknown> => {
    const item = (await bench.consul.kv.get(key)) as { Value: string } | undefined;
    return item === undefined ? undefined : JSON.parse(item.Value);
  };

  return { bench: bench as Started, logger, open, services, service, kv };
}

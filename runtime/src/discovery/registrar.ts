import { randomUUID } from 'node:crypto';
import { errorText } from '../errors/index.ts';
import type { BusLogger } from '../event-bus/logger.ts';
import { problemLines } from '../event-bus/problem-lines.ts';
import type { EventTransport, InboundRecord } from '../event-bus/transport.ts';
import {
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
  createEnvelope,
  createHeaders,
  parseEnvelope,
} from '../event-bus/wire/index.ts';
import { within } from '../event-bus/within.ts';
import { createProblemLog } from '../health/problem-log.ts';
import { KeyedQueue } from '../state/index.ts';
import { monotonicNow } from '../values/index.ts';
import {
  type ConsulClient,
  type RegisteredNode,
  createConsulClient,
  deregisterNode,
  ensureRegistered,
  nodeOfIntrospection,
  registerNode,
} from './consul/index.ts';
import { startTicker } from './ticker.ts';

export interface RegistrarOptions {
  readonly transport: EventTransport;
  readonly consul: ConsulClient | { readonly url: string; readonly token?: string | undefined };
  readonly environment: string;
  readonly logger: BusLogger;
  /** How often it is looked whether Consul still knows every node, in ms. Default 30 s. */
  readonly intervalMs?: number;
  /** A node not heard of for so long is not registered again, in ms. Default 10 minutes, as Consul's check says. */
  readonly forgetAfterMs?: number;
  /** Told each time that the bus was lost. */
  readonly onTrouble?: () => void;
}

export interface Registrar {
  /** Nodes that are registered and were heard of lately. */
  nodes(): readonly RegisteredNode[];
  stop(): Promise<void>;
}

/** How long a stop waits for a Consul that does not answer, in ms. */
const STOP_MS = 2000;

interface KnownNode {
  readonly node: RegisteredNode;
  /** Every health address that it announced. */
  readonly addresses: Set<string>;
  seen: number;
  done: boolean;
}

/** So long it is tried to take out a node that has left, in ms; Consul may have been away when it said goodbye. */
const LONGEST_GOODBYE_MS = 24 * 3_600_000;

/**
 * Registers in Consul whatever nodes announce on the bus, registers them again when Consul has forgotten them, and
 * deregisters those that say goodbye. Every registrar hears everything, and all write the same under the same ids, so
 * several may run, beside nodes that register themselves. It starts by asking everybody to introspect.
 */
export async function startRegistrar(options: RegistrarOptions): Promise<Registrar> {
  const { transport, environment, logger, intervalMs = 30_000, forgetAfterMs = 600_000 } = options;
  const own = !('register' in options.consul);
  const consul = 'register' in options.consul ? options.consul : createConsulClient(options.consul);
  const known = new Map<string, KnownNode>();
  const leaving = new Map<string, { readonly node: RegisteredNode; readonly since: number }>();
  // A node that announces itself and says goodbye is heard of at once, on several partitions.
  const turns = new KeyedQueue();

  /** One line for an outage, however many nodes there are. */
  const problems = createProblemLog(problemLines(logger, 'warn'));
  const failing = new Map<string, string>();
  const tell = (): void => {
    const [reason] = failing.values();
    problems.set(
      'consul',
      reason === undefined ? null : `${reason} (nodes: ${failing.size}); it is tried again`,
    );
  };
  const attempt = async (doing: string, nodeId: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      failing.delete(nodeId);
      return true;
    } catch (error) {
      failing.set(nodeId, `${doing} failed: ${errorText(error)}`);
      logger.debug({ node_id: nodeId, error }, `${doing} failed`);
      return false;
    } finally {
      tell();
    }
  };

  const enter = (nodeId: string, enterNode: typeof registerNode | typeof ensureRegistered): Promise<void> => {
    const entry = known.get(nodeId);
    return turns.run(nodeId, async () => {
      if (entry === undefined || known.get(nodeId) !== entry) return;
      const { node } = entry;
      entry.done = await attempt('registering', nodeId, () => enterNode(consul, node));
      if (entry.done && enterNode === registerNode) {
        logger.info({ node_id: nodeId, node: node.nodeName }, 'registered');
      }
    });
  };

  const leave = (nodeId: string): Promise<void> => {
    const departure = leaving.get(nodeId);
    return turns.run(nodeId, async () => {
      if (departure === undefined || leaving.get(nodeId) !== departure) return;
      const { node } = departure;
      if (!(await attempt('deregistering', nodeId, () => deregisterNode(consul, node)))) return;
      if (leaving.get(nodeId) === departure) leaving.delete(nodeId);
      logger.info({ node_id: nodeId, node: node.nodeName }, 'deregistered');
    });
  };

  const announced = async (payload: unknown): Promise<void> => {
    const node = nodeOfIntrospection(payload);
    if (node === null) {
      logger.debug('announcement of a node that cannot be registered');
      return undefined;
    }
    const { nodeId } = node;
    const former = known.get(nodeId);
    const moved = former !== undefined && former.node.healthUrl !== node.healthUrl;
    if ((payload as { reason?: unknown }).reason === 'shutdown') {
      // What is registered is another process, which has the same ID and goes on.
      if (moved) return undefined;
      known.delete(nodeId);
      leaving.set(nodeId, { node, since: monotonicNow() });
      return leave(nodeId);
    }
    leaving.delete(nodeId);
    const addresses = former?.addresses ?? new Set<string>();
    // A node that was started again has a new address; only one of two that run comes back with a former address.
    if (moved && addresses.has(node.healthUrl)) {
      logger.warn(
        { node_id: nodeId, node: node.nodeName, addresses: [...addresses].toSorted() },
        'two processes announce themselves with the same ID; give each an ONEX_INSTANCE_ID of its own',
      );
    }
    addresses.add(node.healthUrl);
    known.set(nodeId, { node, addresses, seen: monotonicNow(), done: false });
    return enter(nodeId, registerNode);
  };

  const hear = async (record: InboundRecord): Promise<void> => {
    const { payload } = parseEnvelope(record.value, record);
    if (record.topic === INTROSPECTION_TOPIC) return announced(payload);
    const entry = known.get(String((payload as { node_id?: unknown } | null)?.node_id).toLowerCase());
    if (entry !== undefined) entry.seen = monotonicNow();
    return undefined;
  };

  const subscription = await transport.subscribe({
    groupId: `${environment}.onex.registrar.consume-${randomUUID()}.1.0.0`,
    topics: [INTROSPECTION_TOPIC, HEARTBEAT_TOPIC],
    from: 'latest',
    onProblem(problem, condition) {
      problems.set(condition, problem);
      if (problem !== null) options.onTrouble?.();
    },
    handle: (record) =>
      hear(record).catch((error: unknown) => {
        logger.info({ topic: record.topic, error }, 'announcement not understood');
      }),
  });
  const forget = (nodes: Map<string, unknown>, nodeId: string): void => {
    nodes.delete(nodeId);
    if (failing.delete(nodeId)) tell();
  };
  const ticker = startTicker(intervalMs, async () => {
    for (const [nodeId, { seen }] of known) {
      if (monotonicNow() - seen > forgetAfterMs) forget(known, nodeId);
      else await enter(nodeId, ensureRegistered);
    }
    for (const [nodeId, { since }] of leaving) {
      if (monotonicNow() - since > LONGEST_GOODBYE_MS) forget(leaving, nodeId);
      else await leave(nodeId);
    }
  });
  await askEverybody(transport).catch((error: unknown) => {
    logger.warn({ error }, 'nodes could not be asked to introspect');
  });
  return {
    nodes: () => [...known.values()].filter(({ done }) => done).map(({ node }) => node),
    async stop() {
      problems.close();
      await subscription.stop();
      await within(STOP_MS, ticker.stop());
      if (own) consul.close();
    },
  };
}

async function askEverybody(transport: EventTransport): Promise<void> {
  const missing = await transport.missingTopics(INTROSPECTION_REQUEST_TOPICS);
  const topic = INTROSPECTION_REQUEST_TOPICS.find((each) => !missing.includes(each));
  if (topic === undefined) return;
  const envelope = createEnvelope({});
  const headers = createHeaders(envelope, { topic, source: 'onex-registrar' });
  await transport.publish([{ topic, key: null, value: JSON.stringify(envelope), headers }]);
}

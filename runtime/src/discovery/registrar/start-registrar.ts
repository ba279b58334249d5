import { errorText } from '../../errors/index.ts';
import { type BusLogger, problemLines } from '../../event-bus/observability/index.ts';
import type { EventTransport, InboundRecord } from '../../event-bus/transports/index.ts';
import {
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
  createEnvelope,
  createHeaders,
  parseEnvelope,
} from '../../event-bus/wire/index.ts';
import { within } from '../../values/async/index.ts';
import { createProblemLog } from '../../health/problem-log.ts';
import { KeyedQueue } from '../../state/index.ts';
import { monotonicNow } from '../../values/index.ts';
import { type ConsulClient, type RegisteredNode, createConsulClient, createPruner } from '../consul/index.ts';
import { startTicker } from '../announcements/index.ts';
import { createApplier } from './apply.ts';
import { readAnnouncement, readHeartbeat } from './announcement.ts';
import { type KnownNode, createKnownNodes } from './known-nodes.ts';
import { type AnnouncementReader, listen } from './listen.ts';

export interface RegistrarOptions {
  readonly transport: EventTransport;
  /** Reads announcements without a consumer group. If absent, they are read through the transport. */
  readonly reader?: AnnouncementReader;
  readonly consul: ConsulClient | { readonly url: string; readonly token?: string | undefined };
  readonly environment: string;
  readonly logger: BusLogger;
  /** How often every registration is verified, in ms. Default 30 s. */
  readonly intervalMs?: number;
  /**
   * A node that was not heard from for this long is not registered again, in ms. Default 10 minutes, as in Consul's
   * check.
   */
  readonly forgetAfterMs?: number;
  /** Called each time announcements cannot be read. */
  readonly onTrouble?: () => void;
}

export interface Registrar {
  /** Number of registered nodes that were heard from recently. */
  nodes(): readonly RegisteredNode[];
  stop(): Promise<void>;
}

/** How long a stop waits for a Consul that does not answer, in ms. */
const STOP_MS = 2000;

/** How long the registrar tries to deregister a node that has left while Consul is unavailable, in ms. */
const LONGEST_GOODBYE_MS = 24 * 3_600_000;

/**
 * Registers nodes in Consul by their announcements on the bus. It starts by asking all nodes to announce themselves,
 * and verifies every registration at each interval.
 */
export async function startRegistrar(options: RegistrarOptions): Promise<Registrar> {
  const { transport, environment, logger, intervalMs = 30_000, forgetAfterMs = 600_000 } = options;
  const own = !('register' in options.consul);
  const consul = 'register' in options.consul ? options.consul : createConsulClient(options.consul);
  const known = createKnownNodes((node, addresses) =>
    logger.warn(
      { node_id: node.nodeId, node: node.nodeName, addresses },
      'two processes announce themselves with the same ID; set a unique ONEX_INSTANCE_ID for each',
    ),
  );
  // A node may announce itself and its shutdown at nearly the same time.
  const turns = new KeyedQueue();

  const problems = createProblemLog(problemLines(logger, 'warn'));
  const applier = createApplier(consul, logger, (problem) => problems.set('consul', problem));
  /** Applies an announcement of the node, unless a later one has arrived. */
  const apply = (nodeId: string, entry: KnownNode | null): Promise<void> =>
    turns.run(nodeId, async () => {
      if (entry !== null && known.get(nodeId) === entry) await applier.apply(nodeId, entry);
    });

  const hear = async (record: InboundRecord): Promise<void> => {
    const { payload } = parseEnvelope(record.value, record);
    if (record.topic !== INTROSPECTION_TOPIC) {
      const { nodeId, at } = readHeartbeat(payload, record.timestamp);
      return apply(nodeId, known.beat(nodeId, at));
    }
    const announcement = readAnnouncement(payload, record.timestamp);
    if (announcement === null) {
      logger.debug('announcement of a node that cannot be registered');
      return undefined;
    }
    return apply(announcement.node.nodeId, known.announce(announcement));
  };

  const ask = (): Promise<void> =>
    askEverybody(transport).catch((error: unknown) => {
      logger.warn({ error }, 'nodes could not be asked to introspect');
    });
  const listening = await listen({
    reader: options.reader,
    transport,
    environment,
    onProblem(problem, condition) {
      problems.set(condition, problem);
      if (problem !== null) options.onTrouble?.();
    },
    onGap: () => void ask(),
    handle: (record) =>
      hear(record).catch((error: unknown) => {
        logger.info({ topic: record.topic, error }, 'announcement not understood');
      }),
  });
  const forget = (nodeId: string): void => {
    known.forget(nodeId);
    applier.forget(nodeId);
  };
  const verify = async (nodeId: string, entry: KnownNode): Promise<void> => {
    const now = monotonicNow();
    if (entry.state === 'present') {
      if (now - entry.seen > forgetAfterMs) forget(nodeId);
      else if (!entry.pruned) await apply(nodeId, entry);
      return;
    }
    if (now - entry.since > (entry.done ? forgetAfterMs : LONGEST_GOODBYE_MS)) forget(nodeId);
    else if (!entry.done) await apply(nodeId, entry);
  };
  const isRegistered = ({ state, done, pruned }: KnownNode): boolean =>
    state === 'present' && done && !pruned;
  const registered = (): KnownNode[] => [...known.all()].map(([, entry]) => entry).filter(isRegistered);
  const pruner = createPruner({
    consul,
    lastHeard: (nodeId) => known.get(nodeId)?.seen,
    expected: () => registered().map(({ node }) => node.nodeId),
  });
  const prune = async (): Promise<void> => {
    // The failure is already reported.
    if (applier.isFailing()) return;
    try {
      for (const nodeId of await pruner.look()) {
        const entry = known.get(nodeId.toLowerCase());
        if (entry !== undefined) entry.pruned = true;
        logger.info({ node_id: nodeId }, 'removed the entries of a node that is no longer alive');
      }
      problems.set('consul entries', null);
    } catch (error) {
      problems.set('consul entries', `entries of dead nodes not removed: ${errorText(error)}`);
    }
  };
  const ticker = startTicker(intervalMs, async () => {
    for (const [nodeId, entry] of known.all()) await verify(nodeId, entry);
    await prune();
    await listening.refresh();
  });
  await ask();
  return {
    nodes: () => registered().map(({ node }) => node),
    async stop() {
      problems.close();
      await within(STOP_MS, Promise.all([listening.stop(), ticker.stop()]));
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

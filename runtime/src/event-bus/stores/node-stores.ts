import type { NodeProfile } from '../../discovery/index.ts';
import { closeAll } from '../../errors/index.ts';
import type { BusMetrics, BusLogger } from '../observability/index.ts';
import type { BusSettings } from '../settings/index.ts';
import {
  type DeliveryCounts,
  createDeliveryCounts,
  postgresDeliveries,
  sqliteDeliveries,
} from './delivery-counts/index.ts';
import {
  type DeduplicationStore,
  coverRetention,
  createMemoryDeduplication,
  openPostgresDeduplication,
  openSqliteDeduplication,
  type StoreSize,
} from './deduplication/index.ts';
import type { DispatchingNode } from '../delivery/index.ts';
import { ownerKey } from '../../state/index.ts';
import type { EventTransport } from '../transports/index.ts';
import { isPlatformTopic } from '../wire/index.ts';
import { randomUUID } from 'node:crypto';

export interface NodeStoresOptions {
  readonly node: DispatchingNode;
  /** A registered store, which belongs to the code that registered it, and has a window of its own. */
  readonly given: DeduplicationStore | undefined;
  readonly transport: EventTransport;
  readonly settings: BusSettings;
  readonly profile: NodeProfile;
  readonly metrics: BusMetrics;
  readonly logger: BusLogger;
}

/** What a node needs on the bus in addition to what a host that only publishes needs. */
export interface NodeStores {
  readonly deduplication: DeduplicationStore;
  /** Null if deliveries are not counted. */
  readonly deliveries: DeliveryCounts | null;
  /** Checks the deduplication window against the bus. Called when the bus is connected, before the first message. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** @throws OnexError if a store cannot be used, or its client is not installed. */
export async function openNodeStores(options: NodeStoresOptions): Promise<NodeStores> {
  const { node, given, transport, settings, profile, metrics, logger } = options;
  const { nodeName, serviceName: service, environment } = profile;
  const deduplication =
    given ?? (await chooseDeduplication(transport, settings, profile, metrics.deduplicationSize));
  const close = async (): Promise<void> => {
    if (given === undefined) await deduplication.close();
  };
  let deliveries: DeliveryCounts | null;
  try {
    const owner = ownerKey({ environment, service, node: node.contract.name });
    deliveries = await chooseDeliveries(transport, settings, { owner, nodeName });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    deduplication,
    deliveries,
    async prepare() {
      if (given !== undefined) return;
      const topics = node.subscriptions ?? node.contract.topics.subscribe.map(({ topic }) => topic);
      await coverRetention({
        transport,
        store: deduplication,
        topics: topics.filter((topic) => !isPlatformTopic(topic)),
        configuredMs: settings.deduplicationWindowMs,
        logger,
        onWindow: metrics.deduplicationWindow,
      });
      // An unavailable database is reported with the first message.
      const size = await deduplication.size?.().catch(() => undefined);
      if (size !== undefined) metrics.deduplicationSize(size);
    },
    close: () => closeAll([close, () => deliveries?.close()]),
  };
}

/**
 * Where deliveries are counted: beside the answers, in PostgreSQL or SQLite. Null for a bus that loses its records with
 * the process. @throws OnexError if the SQLite file cannot be used.
 */
async function chooseDeliveries(
  transport: EventTransport,
  { stateUrl, stateDir }: BusSettings,
  { owner, nodeName }: { readonly owner: string; readonly nodeName: string },
): Promise<DeliveryCounts | null> {
  if (!transport.durable) return null;
  const process = randomUUID();
  return createDeliveryCounts(
    stateUrl === null
      ? await sqliteDeliveries({ stateDir, name: `${nodeName}.deliveries`, owner, process })
      : postgresDeliveries({ url: stateUrl, owner, process }),
  );
}

/**
 * If a bus loses its records with the process, answers are remembered in memory. Otherwise they are stored in
 * PostgreSQL if it is configured, for instances on several machines, or in SQLite, for instances on this machine.
 * @throws OnexError if the SQLite file cannot be used, or the client of PostgreSQL is not installed.
 */
async function chooseDeduplication(
  transport: EventTransport,
  { stateUrl, stateDir }: BusSettings,
  { serviceName, nodeName }: { readonly serviceName: string; readonly nodeName: string },
  onSize: (size: StoreSize) => void,
): Promise<DeduplicationStore> {
  const formerScope = `${serviceName}/${nodeName}`;
  if (!transport.durable) return createMemoryDeduplication();
  const store =
    stateUrl === null
      ? openSqliteDeduplication({ stateDir, name: `${nodeName}.answers`, formerScope, onSize })
      : await openPostgresDeduplication({ url: stateUrl, formerScope, onSize });
  try {
    await store.open?.();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

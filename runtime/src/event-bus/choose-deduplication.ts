import type { BusSettings } from './bus-settings.ts';
import {
  type DeduplicationStore,
  createMemoryDeduplication,
  openPostgresDeduplication,
  openSqliteDeduplication,
} from './deduplication/index.ts';
import type { EventTransport } from './transport.ts';

/**
 * A log in memory is gone with the process, and so may be what is remembered of it. On Kafka messages outlive the
 * process: PostgreSQL, where it is configured, for instances on several machines; else SQLite for those on this one.
 * @throws OnexError when the file of SQLite cannot be used.
 */
export async function chooseDeduplication(
  transport: EventTransport,
  { stateUrl, stateDir }: BusSettings,
  { serviceName, nodeName }: { readonly serviceName: string; readonly nodeName: string },
): Promise<DeduplicationStore> {
  const formerScope = `${serviceName}/${nodeName}`;
  if (transport.kind === 'in-memory') return createMemoryDeduplication();
  if (stateUrl !== null) return openPostgresDeduplication({ url: stateUrl, formerScope });
  const store = openSqliteDeduplication({ stateDir, name: `${nodeName}.answers`, formerScope });
  try {
    await store.open?.();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

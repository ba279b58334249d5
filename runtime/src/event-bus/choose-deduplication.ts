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
 * @throws OnexError DEPENDENCY_UNAVAILABLE when the file cannot be used, IMPORT_ERROR when a client is missing.
 */
export async function chooseDeduplication(
  transport: EventTransport,
  { stateUrl, stateDir }: BusSettings,
  nodeName: string,
): Promise<DeduplicationStore> {
  if (transport.kind === 'in-memory') return createMemoryDeduplication();
  if (stateUrl !== null) return openPostgresDeduplication({ url: stateUrl });
  return openSqliteDeduplication({ stateDir, name: `${nodeName}.answers` });
}

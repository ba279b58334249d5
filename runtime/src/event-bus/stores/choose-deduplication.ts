import type { BusSettings } from '../settings/index.ts';
import {
  type DeduplicationStore,
  createMemoryDeduplication,
  openPostgresDeduplication,
  openSqliteDeduplication,
} from './deduplication/index.ts';
import type { StoreSize } from './deduplication/index.ts';
import type { EventTransport } from '../transports/index.ts';

/**
 * Where a bus loses its records with the process, answers are remembered in memory. Where records outlive the process,
 * so do answers: in PostgreSQL, where it is configured, for instances on several machines, otherwise in SQLite for those on
 * this one.
 * @throws OnexError when the file of SQLite cannot be used, or the client of PostgreSQL is not installed.
 */
export async function chooseDeduplication(
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

import { randomUUID } from 'node:crypto';
import type { BusSettings } from '../settings/index.ts';
import {
  type DeliveryCounts,
  createDeliveryCounts,
  postgresDeliveries,
  sqliteDeliveries,
} from './delivery-counts/index.ts';
import type { EventTransport } from '../transports/index.ts';

/**
 * Where deliveries are counted: beside the answers, in PostgreSQL or SQLite. Null for a bus whose records end with
 * the process. @throws OnexError when the file of SQLite cannot be used.
 */
export async function chooseDeliveries(
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

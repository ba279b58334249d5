import { openPostgres } from '../../../state/index.ts';
import { steadyNow } from '../../../values/index.ts';
import { type DeliveryDriver, type DeliveryDriverOptions, FORGOTTEN_AFTER_MS } from './driver.ts';
import { POSTGRES_DELIVERIES } from './schemas.ts';

export interface PostgresDeliveriesOptions extends DeliveryDriverOptions {
  readonly url: string;
}

// In the order of the ids, so that two instances never wait for each other.
const BEGIN = `INSERT INTO onex_delivery AS known (scope, envelope_id, deliveries, process, updated)
  SELECT $1, id, 0, $2, $3 FROM unnest($4::text[]) AS id ORDER BY id
  ON CONFLICT (scope, envelope_id) DO UPDATE SET
    deliveries = known.deliveries +
      CASE WHEN known.process IS NOT NULL AND known.process <> excluded.process THEN 1 ELSE 0 END,
    process = excluded.process, updated = excluded.updated
  RETURNING envelope_id, deliveries`;
const END = 'DELETE FROM onex_delivery WHERE scope = $1 AND process = $2 AND envelope_id = ANY($3)';
const RELEASE =
  'UPDATE onex_delivery SET process = NULL WHERE scope = $1 AND process = $2 AND envelope_id = ANY($3)';
const RELEASE_ALL = 'UPDATE onex_delivery SET process = NULL WHERE scope = $1 AND process = $2';
const FORGET = 'DELETE FROM onex_delivery WHERE scope = $1 AND updated < $2';

/** Counts in PostgreSQL, for instances on several machines. It is connected when it is first used. */
export function postgresDeliveries({ url, owner, process }: PostgresDeliveriesOptions): DeliveryDriver {
  const database = openPostgres(url, POSTGRES_DELIVERIES);
  let isPruned = false;
  return {
    async write({ begun, ended, released }) {
      if (!isPruned) await database.query(FORGET, [owner, steadyNow() - FORGOTTEN_AFTER_MS]);
      isPruned = true;
      if (ended.length > 0) await database.query(END, [owner, process, ended]);
      if (released.length > 0) await database.query(RELEASE, [owner, process, released]);
      if (begun.length === 0) return new Map();
      const rows = await database.query<{ envelope_id: string; deliveries: number }>(BEGIN, [
        owner,
        process,
        steadyNow(),
        begun,
      ]);
      return new Map(rows.map(({ envelope_id: id, deliveries }) => [id, deliveries]));
    },
    async releaseAll() {
      await database.query(RELEASE_ALL, [owner, process]);
    },
    close: () => database.close(),
  };
}

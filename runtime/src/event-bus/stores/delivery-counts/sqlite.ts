import { openSqlite, type OpenSqlite } from '../../../state/index.ts';
import { steadyNow } from '../../../values/index.ts';
import { type DeliveryDriver, type DeliveryDriverOptions, FORGOTTEN_AFTER_MS } from './driver.ts';
import { SQLITE_DELIVERIES } from './schemas.ts';

export interface SqliteDeliveriesOptions extends DeliveryDriverOptions {
  readonly stateDir: string;
  /** Name of the file, which the instances of a node on one machine share. */
  readonly name: string;
}

// One statement for all messages of a write, whose IDs are a list in JSON.
const BEGIN = `INSERT INTO onex_delivery SELECT ?, value, 0, ?, ? FROM json_each(?) WHERE true
  ON CONFLICT DO UPDATE SET
    deliveries = deliveries + (process IS NOT NULL AND process <> excluded.process),
    process = excluded.process, updated = excluded.updated`;
const COUNTED = `SELECT envelope_id, deliveries FROM onex_delivery
  WHERE scope = ? AND deliveries > 0 AND envelope_id IN (SELECT value FROM json_each(?))`;
const THESE = 'scope = ? AND process = ? AND envelope_id IN (SELECT value FROM json_each(?))';
const END = `DELETE FROM onex_delivery WHERE ${THESE}`;
const RELEASE = `UPDATE onex_delivery SET process = NULL WHERE ${THESE}`;
const RELEASE_ALL = 'UPDATE onex_delivery SET process = NULL WHERE scope = ? AND process = ?';
const FORGET = 'DELETE FROM onex_delivery WHERE updated < ?';

/** Counts in `<stateDir>/<name>.sqlite`. */
export async function sqliteDeliveries(options: SqliteDeliveriesOptions): Promise<DeliveryDriver> {
  const { stateDir, name, owner, process } = options;
  const database = openSqlite(stateDir, name, SQLITE_DELIVERIES);
  let opened: OpenSqlite;
  try {
    opened = await database.open();
    // No written count is lost when the process ends. After a power failure, a few counts may be too low.
    opened.connection.exec('PRAGMA synchronous = NORMAL');
    await database.write((prepare) => prepare(FORGET).run(steadyNow() - FORGOTTEN_AFTER_MS));
  } catch (error) {
    database.dispose();
    throw database.failure(error);
  }
  return {
    write: ({ begun, ended, released }) =>
      database.write((prepare) => {
        if (ended.length > 0) prepare(END).run(owner, process, JSON.stringify(ended));
        if (released.length > 0) prepare(RELEASE).run(owner, process, JSON.stringify(released));
        if (begun.length === 0) return new Map();
        const ids = JSON.stringify(begun);
        prepare(BEGIN).run(owner, process, steadyNow(), ids);
        const rows = prepare(COUNTED).all(owner, ids);
        return new Map(rows.map((row) => [String(row['envelope_id']), Number(row['deliveries'])]));
      }),
    async releaseAll() {
      await database.write((prepare) => prepare(RELEASE_ALL).run(owner, process));
    },
    async close() {
      database.dispose();
    },
  };
}

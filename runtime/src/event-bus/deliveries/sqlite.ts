import { openSqlite, type OpenSqlite } from '../../state/index.ts';
import { steadyNow } from '../../values/index.ts';
import { type DeliveryDriver, type DeliveryDriverOptions, FORGOTTEN_AFTER_MS } from './driver.ts';
import { SQLITE_DELIVERIES } from './schemas.ts';

export interface SqliteDeliveriesOptions extends DeliveryDriverOptions {
  readonly stateDir: string;
  /** Name of the file; instances of a node on one machine share it. */
  readonly name: string;
}

const BEGIN = `INSERT INTO onex_delivery VALUES (?, ?, 0, ?, ?) ON CONFLICT DO UPDATE SET
  deliveries = deliveries + (process IS NOT NULL AND process <> excluded.process),
  process = excluded.process, updated = excluded.updated RETURNING deliveries`;
const END = 'DELETE FROM onex_delivery WHERE scope = ? AND envelope_id = ? AND process = ?';
const RELEASE = 'UPDATE onex_delivery SET process = NULL WHERE scope = ? AND envelope_id = ? AND process = ?';
const RELEASE_ALL = 'UPDATE onex_delivery SET process = NULL WHERE scope = ? AND process = ?';
const FORGET = 'DELETE FROM onex_delivery WHERE updated < ?';

/** Counts in `<stateDir>/<name>.sqlite`. */
export async function sqliteDeliveries(options: SqliteDeliveriesOptions): Promise<DeliveryDriver> {
  const { stateDir, name, owner, process } = options;
  const database = openSqlite(stateDir, name, SQLITE_DELIVERIES);
  let opened: OpenSqlite;
  try {
    opened = await database.open();
    // The end of a process loses nothing that was written, and after a power failure a few counts may be too low.
    opened.connection.exec('PRAGMA synchronous = NORMAL');
    await database.write((prepare) => prepare(FORGET).run(steadyNow() - FORGOTTEN_AFTER_MS));
  } catch (error) {
    database.dispose();
    throw database.failure(error);
  }
  return {
    write: ({ begun, ended, released }) =>
      database.write((prepare) => {
        const now = steadyNow();
        for (const id of ended) prepare(END).run(owner, id, process);
        for (const id of released) prepare(RELEASE).run(owner, id, process);
        return new Map(
          begun.map((id) => [id, Number(prepare(BEGIN).get(owner, id, process, now)?.['deliveries'] ?? 0)]),
        );
      }),
    async releaseAll() {
      await database.write((prepare) => prepare(RELEASE_ALL).run(owner, process));
    },
    async close() {
      database.dispose();
    },
  };
}

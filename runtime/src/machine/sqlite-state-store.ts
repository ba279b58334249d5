import type { Output } from '../node/message.ts';
import { openDatabase } from '../state/index.ts';
import type { StateStore, StoredState } from './state-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reducer_state (
    node TEXT NOT NULL, entity_id TEXT NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
    version INTEGER NOT NULL, last_input TEXT NOT NULL, last_outputs TEXT NOT NULL,
    PRIMARY KEY (node, entity_id)
  ) WITHOUT ROWID, STRICT;`;

interface Row {
  readonly state: string;
  readonly data: string;
  readonly version: number;
  readonly last_input: string;
  readonly last_outputs: string;
}

/** Entities of a reducer in `<stateDir>/<name>.sqlite`. Each save is on the disk when it returns. */
export function openSqliteStateStore(stateDir: string, name: string): StateStore & { dispose(): void } {
  const { connection, guard, close } = openDatabase(stateDir, name, SCHEMA);
  const select = connection.prepare('SELECT * FROM reducer_state WHERE node = ? AND entity_id = ?');
  const upsert = connection.prepare(
    `INSERT INTO reducer_state SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE ?5 = 1 OR EXISTS (SELECT 1 FROM reducer_state WHERE node = ?1 AND entity_id = ?2)
     ON CONFLICT DO UPDATE SET state = ?3, data = ?4, version = ?5, last_input = ?6, last_outputs = ?7
       WHERE version = ?5 - 1`,
  );
  return {
    load: async (node, entityId) =>
      guard(() => {
        const row = select.get(node, entityId) as Row | undefined;
        return row === undefined ? null : fromRow(row);
      }),
    save: async (node, entityId, stored) =>
      guard(() => {
        const { state, data, version, lastInput, lastOutputs } = stored;
        const texts = [JSON.stringify(data), version, lastInput, JSON.stringify(lastOutputs)] as const;
        return upsert.run(node, entityId, state, ...texts).changes === 1;
      }),
    dispose: close,
  };
}

function fromRow(row: Row): StoredState {
  return {
    state: row.state,
    data: JSON.parse(row.data) as unknown,
    version: row.version,
    lastInput: row.last_input,
    lastOutputs: JSON.parse(row.last_outputs) as readonly Output[],
  };
}

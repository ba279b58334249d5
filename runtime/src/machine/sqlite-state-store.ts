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
  // By name: Node 22.18 takes a number (`?1`) for a name, too, and binds nothing to it.
  const upsert = connection.prepare(
    `INSERT INTO reducer_state SELECT $node, $entity, $state, $data, $version, $input, $outputs
       WHERE $version = 1 OR EXISTS (SELECT 1 FROM reducer_state WHERE node = $node AND entity_id = $entity)
     ON CONFLICT DO UPDATE SET state = $state, data = $data, version = $version, last_input = $input,
       last_outputs = $outputs
       WHERE version = $version - 1`,
  );
  return {
    load: async (node, entityId) =>
      guard(() => {
        const row = select.get(node, entityId) as Row | undefined;
        return row === undefined ? null : fromRow(row);
      }),
    save: async (node, entityId, stored) =>
      guard(() => {
        const { changes } = upsert.run({
          $node: node,
          $entity: entityId,
          $state: stored.state,
          $data: JSON.stringify(stored.data),
          $version: stored.version,
          $input: stored.lastInput,
          $outputs: JSON.stringify(stored.lastOutputs),
        });
        return changes === 1;
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

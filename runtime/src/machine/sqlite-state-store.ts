import { openDatabase } from '../state/index.ts';
import { jsonText } from '../values/index.ts';
import { loadedFrom, type Row } from './state-row.ts';
import { RECENT_INPUTS, type StateStore } from './state-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reducer_state (
    node TEXT NOT NULL, entity_id TEXT NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
    version INTEGER NOT NULL, last_input TEXT NOT NULL, last_outputs TEXT NOT NULL,
    PRIMARY KEY (node, entity_id)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS reducer_input (
    node TEXT NOT NULL, entity_id TEXT NOT NULL, input TEXT NOT NULL, version INTEGER NOT NULL,
    outputs TEXT NOT NULL, PRIMARY KEY (node, entity_id, input)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX IF NOT EXISTS reducer_input_version ON reducer_input (node, entity_id, version);`;

/**
 * Entities of a reducer in `<stateDir>/<name>.sqlite`. Each save is one transaction, on the disk when it returns.
 * @param recentInputs How many inputs of each entity are remembered.
 */
export function openSqliteStateStore(
  stateDir: string,
  name: string,
  recentInputs: number = RECENT_INPUTS,
): StateStore & { dispose(): void } {
  const { connection, guard, close } = openDatabase(stateDir, name, SCHEMA);
  const select = connection.prepare(
    `SELECT s.state, s.data, s.version, s.last_input, s.last_outputs, i.outputs AS earlier_outputs
     FROM reducer_state s
     LEFT JOIN reducer_input i ON i.node = s.node AND i.entity_id = s.entity_id AND i.input = $input
     WHERE s.node = $node AND s.entity_id = $entity`,
  );
  // By name: Node 22.18 takes a number (`?1`) for a name, too, and binds nothing to it.
  const remember = connection.prepare(
    `INSERT OR REPLACE INTO reducer_input SELECT node, entity_id, last_input, version, last_outputs
       FROM reducer_state WHERE node = $node AND entity_id = $entity AND version = $version - 1`,
  );
  const upsert = connection.prepare(
    `INSERT INTO reducer_state SELECT $node, $entity, $state, $data, $version, $input, $outputs
       WHERE $version = 1 OR EXISTS (SELECT 1 FROM reducer_state WHERE node = $node AND entity_id = $entity)
     ON CONFLICT DO UPDATE SET state = $state, data = $data, version = $version, last_input = $input,
       last_outputs = $outputs
       WHERE version = $version - 1`,
  );
  const forget = connection.prepare(
    `DELETE FROM reducer_input
       WHERE node = $node AND entity_id = $entity AND version <= $version - $recent`,
  );
  return {
    load: async (node, entityId, input) =>
      guard(() => {
        const row = select.get({ $node: node, $entity: entityId, $input: input }) as Row | undefined;
        return row === undefined ? null : loadedFrom(row);
      }),
    save: async (node, entityId, { state, data, version, lastInput, lastOutputs }) => {
      const place = { $node: node, $entity: entityId, $version: version };
      const texts = {
        $data: jsonText(data, `The data of ${node}`),
        $outputs: jsonText(lastOutputs, `The output of ${node}`),
      };
      return guard(() => {
        connection.exec('BEGIN IMMEDIATE');
        try {
          remember.run(place);
          const saved = upsert.run({ ...place, ...texts, $state: state, $input: lastInput }).changes === 1;
          if (saved) forget.run({ ...place, $recent: recentInputs });
          connection.exec(saved ? 'COMMIT' : 'ROLLBACK');
          return saved;
        } catch (error) {
          connection.exec('ROLLBACK');
          throw error;
        }
      });
    },
    dispose: close,
  };
}

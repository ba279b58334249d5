import { openPostgres } from '../state/index.ts';
import { jsonText } from '../values/index.ts';
import { loadedFrom, type Row } from './state-row.ts';
import { RECENT_INPUTS, type StateStore } from './state-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS onex_reducer_state (
    node text NOT NULL, entity_id text NOT NULL, state text NOT NULL, data text NOT NULL, version bigint NOT NULL,
    last_input text NOT NULL, last_outputs text NOT NULL, PRIMARY KEY (node, entity_id)
  );
  CREATE TABLE IF NOT EXISTS onex_reducer_input (
    node text NOT NULL, entity_id text NOT NULL, input text NOT NULL, version bigint NOT NULL, outputs text NOT NULL,
    PRIMARY KEY (node, entity_id, input)
  );
  CREATE INDEX IF NOT EXISTS onex_reducer_input_version ON onex_reducer_input (node, entity_id, version)`;

const SELECT = `
  SELECT s.state, s.data, s.version::float8 AS version, s.last_input, s.last_outputs, i.outputs AS earlier_outputs
  FROM onex_reducer_state s
  LEFT JOIN onex_reducer_input i ON i.node = s.node AND i.entity_id = s.entity_id AND i.input = $3
  WHERE s.node = $1 AND s.entity_id = $2`;

/** One statement, so one transaction: the state, if nobody was faster, and then the input that was the last one. */
const SAVE = `
  WITH before AS (
    SELECT last_input, version, last_outputs FROM onex_reducer_state
    WHERE node = $1 AND entity_id = $2 AND version = $5::bigint - 1
  ), saved AS (
    INSERT INTO onex_reducer_state AS s SELECT $1, $2, $3, $4, $5::bigint, $6, $7
      WHERE $5::bigint = 1 OR EXISTS (SELECT 1 FROM onex_reducer_state WHERE node = $1 AND entity_id = $2)
    ON CONFLICT (node, entity_id) DO UPDATE SET state = excluded.state, data = excluded.data,
      version = excluded.version, last_input = excluded.last_input, last_outputs = excluded.last_outputs
      WHERE s.version = excluded.version - 1
    RETURNING 1 AS saved
  ), remembered AS (
    INSERT INTO onex_reducer_input AS i SELECT $1, $2, last_input, version, last_outputs FROM before, saved
    ON CONFLICT (node, entity_id, input) DO UPDATE SET version = excluded.version, outputs = excluded.outputs
  ), forgotten AS (
    DELETE FROM onex_reducer_input USING saved
    WHERE node = $1 AND entity_id = $2 AND version <= $5::bigint - $8::bigint
  )
  SELECT saved FROM saved`;

/**
 * Entities of reducers in PostgreSQL, for instances on several machines.
 * @param recentInputs How many inputs of each entity are remembered.
 */
export function openPostgresStateStore(
  url: string,
  recentInputs: number = RECENT_INPUTS,
): StateStore & { dispose(): Promise<void> } {
  const database = openPostgres(url, SCHEMA);
  return {
    load: async (node, entityId, input) => {
      const [row] = await database.query<Row>(SELECT, [node, entityId, input]);
      return row === undefined ? null : loadedFrom(row);
    },
    save: async (node, entityId, { state, data, version, lastInput, lastOutputs }) => {
      const [dataText, outputs] = [
        jsonText(data, `The data of ${node}`),
        jsonText(lastOutputs, `The output of ${node}`),
      ];
      const values = [node, entityId, state, dataText, version, lastInput, outputs, recentInputs];
      return (await database.query(SAVE, values)).length === 1;
    },
    dispose: () => database.close(),
  };
}

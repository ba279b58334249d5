import { openPostgres } from '../state/index.ts';
import type { Output } from '../node/message.ts';
import type { StateStore } from './state-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS onex_reducer_state (
    node text NOT NULL, entity_id text NOT NULL, state text NOT NULL, data text NOT NULL, version bigint NOT NULL,
    last_input text NOT NULL, last_outputs text NOT NULL, PRIMARY KEY (node, entity_id)
  )`;

const SELECT = `
  SELECT state, data, version::float8 AS version, last_input, last_outputs
  FROM onex_reducer_state WHERE node = $1 AND entity_id = $2`;

const SAVE = `
  INSERT INTO onex_reducer_state AS s SELECT $1, $2, $3, $4, $5::bigint, $6, $7
    WHERE $5::bigint = 1 OR EXISTS (SELECT 1 FROM onex_reducer_state WHERE node = $1 AND entity_id = $2)
  ON CONFLICT (node, entity_id) DO UPDATE SET state = excluded.state, data = excluded.data,
    version = excluded.version, last_input = excluded.last_input, last_outputs = excluded.last_outputs
    WHERE s.version = excluded.version - 1
  RETURNING 1 AS saved`;

interface Row {
  readonly state: string;
  readonly data: string;
  readonly version: number;
  readonly last_input: string;
  readonly last_outputs: string;
}

/** Entities of reducers in PostgreSQL, for instances on several machines. */
export function openPostgresStateStore(url: string): StateStore & { dispose(): Promise<void> } {
  const database = openPostgres(url, SCHEMA);
  return {
    load: async (node, entityId) => {
      const [row] = await database.query<Row>(SELECT, [node, entityId]);
      if (row === undefined) return null;
      return {
        state: row.state,
        data: JSON.parse(row.data) as unknown,
        version: row.version,
        lastInput: row.last_input,
        lastOutputs: JSON.parse(row.last_outputs) as readonly Output[],
      };
    },
    save: async (node, entityId, { state, data, version, lastInput, lastOutputs }) => {
      const texts = [JSON.stringify(data), version, lastInput, JSON.stringify(lastOutputs)];
      return (await database.query(SAVE, [node, entityId, state, ...texts])).length === 1;
    },
    dispose: () => database.close(),
  };
}

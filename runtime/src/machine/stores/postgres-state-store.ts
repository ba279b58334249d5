import { createAdoption, openPostgres } from '../../state/index.ts';
import { jsonText } from '../../values/index.ts';
import { type InputRetention, retentionOf } from './input-retention.ts';
import { POSTGRES_ENTITIES } from '../schemas/index.ts';
import { listedFrom, loadedFrom, type ListedRow, type Row } from './state-row.ts';
import type { StateStore } from './state-store.ts';

const SELECT = `
  SELECT s.state, s.data, s.version::float8 AS version, s.last_input, s.last_outputs, i.outputs AS earlier_outputs
  FROM onex_reducer_state s
  LEFT JOIN onex_reducer_input i ON i.owner = s.owner AND i.entity_id = s.entity_id AND i.input = $3
  WHERE s.owner = $1 AND s.entity_id = $2`;

/** One statement, and so one transaction: the state, if no instance was faster, and then the previous last input. */
const SAVE = `
  WITH before AS (
    SELECT last_input, version, last_outputs FROM onex_reducer_state
    WHERE owner = $1 AND entity_id = $2 AND version = $5::bigint - 1
  ), saved AS (
    INSERT INTO onex_reducer_state AS s SELECT $1, $2, $3, $4, $5::bigint, $6, $7
      WHERE $5::bigint = 1 OR EXISTS (SELECT 1 FROM onex_reducer_state WHERE owner = $1 AND entity_id = $2)
    ON CONFLICT (owner, entity_id) DO UPDATE SET state = excluded.state, data = excluded.data,
      version = excluded.version, last_input = excluded.last_input, last_outputs = excluded.last_outputs
      WHERE s.version = excluded.version - 1
    RETURNING 1 AS saved
  ), remembered AS (
    INSERT INTO onex_reducer_input AS i (owner, entity_id, input, version, outputs, saved_at)
      SELECT $1, $2, last_input, version, last_outputs, $9::bigint FROM before, saved
    ON CONFLICT (owner, entity_id, input) DO UPDATE SET version = excluded.version, outputs = excluded.outputs,
      saved_at = excluded.saved_at
  ), forgotten AS (
    DELETE FROM onex_reducer_input USING saved
    WHERE owner = $1 AND entity_id = $2 AND version <= $5::bigint - $8::bigint
  )
  SELECT saved FROM saved`;

const LIST = `
  SELECT entity_id, state, data, version::float8 AS version FROM onex_reducer_state
  WHERE owner = $1 AND ($2::text IS NULL OR entity_id > $2) ORDER BY entity_id LIMIT $3`;

const REMOVE = `
  WITH inputs AS (DELETE FROM onex_reducer_input WHERE owner = $1 AND entity_id = $2)
  DELETE FROM onex_reducer_state WHERE owner = $1 AND entity_id = $2 RETURNING 1`;

const PRUNE = 'DELETE FROM onex_reducer_input WHERE saved_at < $1';

/** Entities of reducers in PostgreSQL, for instances on several machines. It is connected when it is first used. */
export function openPostgresStateStore(
  url: string,
  bounds?: number | Partial<InputRetention>,
): StateStore & { dispose(): Promise<void> } {
  const database = openPostgres(url, POSTGRES_ENTITIES);
  const retention = retentionOf(bounds);
  const adopt = createAdoption(async (owner, former) => {
    for (const table of POSTGRES_ENTITIES.tables) {
      await database.query(`UPDATE ${table} SET owner = $1 WHERE owner = $2`, [owner, former]);
    }
  });
  /** If this fails, only space is lost. */
  const prune = (): void => {
    const before = retention.due();
    if (before !== null) void database.query(PRUNE, [before]).catch(() => {});
  };
  return {
    load: async (owner, entityId, input) => {
      await adopt(owner);
      const [row] = await database.query<Row>(SELECT, [owner, entityId, input]);
      return row === undefined ? null : loadedFrom(row, `entity ${entityId} of ${owner}`);
    },
    save: async (owner, entityId, { state, data, version, lastInput, lastOutputs }) => {
      const dataText = jsonText(data, `The data of ${owner}`);
      const outputs = jsonText(lastOutputs, `The output of ${owner}`);
      await adopt(owner);
      const { recentInputs, now } = retention;
      const values = [owner, entityId, state, dataText, version, lastInput, outputs, recentInputs, now()];
      const isSaved = (await database.query(SAVE, values)).length === 1;
      if (isSaved) prune();
      return isSaved;
    },
    list: async (owner, after, limit) => {
      await adopt(owner);
      return (await database.query<ListedRow>(LIST, [owner, after, limit])).map(listedFrom);
    },
    remove: async (owner, entityId) => {
      await adopt(owner);
      return (await database.query(REMOVE, [owner, entityId])).length === 1;
    },
    dispose: () => database.close(),
  };
}

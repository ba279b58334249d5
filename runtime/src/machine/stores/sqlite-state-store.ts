import { createAdoption, openSqlite, type Prepare } from '../../state/index.ts';
import { jsonText } from '../../values/index.ts';
import { type InputRetention, retentionOf } from './input-retention.ts';
import { SQLITE_ENTITIES } from '../schemas/index.ts';
import { listedFrom, loadedFrom, type ListedRow, type Row } from './state-row.ts';
import type { StateStore, StoredState } from './state-store.ts';

const SELECT = `
  SELECT s.state, s.data, s.version, s.last_input, s.last_outputs, i.outputs AS earlier_outputs
  FROM reducer_state s
  LEFT JOIN reducer_input i ON i.owner = s.owner AND i.entity_id = s.entity_id AND i.input = $input
  WHERE s.owner = $owner AND s.entity_id = $entity`;
const LIST = `
  SELECT entity_id, state, data, version FROM reducer_state
  WHERE owner = ? AND (? IS NULL OR entity_id > ?) ORDER BY entity_id LIMIT ?`;
const VERSION = 'SELECT version FROM reducer_state WHERE owner = $owner AND entity_id = $entity';
const REMEMBER = `
  INSERT OR REPLACE INTO reducer_input (owner, entity_id, input, version, outputs, saved_at)
  SELECT owner, entity_id, last_input, version, last_outputs, $now
  FROM reducer_state WHERE owner = $owner AND entity_id = $entity`;
const UPSERT = `
  INSERT OR REPLACE INTO reducer_state VALUES ($owner, $entity, $state, $data, $version, $input, $outputs)`;
const FORGET = `
  DELETE FROM reducer_input WHERE owner = $owner AND entity_id = $entity AND version <= $oldest`;

/**
 * Entities of reducers in `<stateDir>/<name>.sqlite`, which is opened when it is first used. Each save is one
 * transaction, which is on disk when it resolves.
 */
export function openSqliteStateStore(
  stateDir: string,
  name: string,
  bounds?: number | Partial<InputRetention>,
): StateStore & { dispose(): void } {
  const database = openSqlite(stateDir, name, SQLITE_ENTITIES);
  const retention = retentionOf(bounds);
  const adopt = createAdoption((owner, former) =>
    database.write((prepare) => {
      for (const table of SQLITE_ENTITIES.tables) {
        prepare(`UPDATE OR IGNORE ${table} SET owner = ? WHERE owner = ?`).run(owner, former);
      }
    }),
  );
  const write = (
    prepare: Prepare,
    owner: string,
    entity: string,
    stored: StoredState,
    texts: Texts,
  ): boolean => {
    const { state, version, lastInput } = stored;
    const place = { $owner: owner, $entity: entity };
    const before = prepare(VERSION).get(place) as { readonly version: number } | undefined;
    if ((before?.version ?? 0) !== version - 1) return false;
    prepare(REMEMBER).run({ ...place, $now: retention.now() });
    prepare(UPSERT).run({ ...place, ...texts, $state: state, $version: version, $input: lastInput });
    prepare(FORGET).run({ ...place, $oldest: version - retention.recentInputs });
    const forgotten = retention.due();
    if (forgotten !== null) prepare('DELETE FROM reducer_input WHERE saved_at < ?').run(forgotten);
    return true;
  };
  return {
    load: async (owner, entityId, input) => {
      await adopt(owner);
      const row = await database.read((prepare) =>
        prepare(SELECT).get({ $owner: owner, $entity: entityId, $input: input }),
      );
      return row === undefined ? null : loadedFrom(row as unknown as Row, `entity ${entityId} of ${owner}`);
    },
    save: async (owner, entityId, stored) => {
      const texts = {
        $data: jsonText(stored.data, `The data of ${owner}`),
        $outputs: jsonText(stored.lastOutputs, `The output of ${owner}`),
      };
      await adopt(owner);
      return database.write((prepare) => write(prepare, owner, entityId, stored, texts));
    },
    list: async (owner, after, limit) => {
      await adopt(owner);
      const rows = await database.read((prepare) => prepare(LIST).all(owner, after, after, limit));
      return rows.map((row) => listedFrom(row as unknown as ListedRow));
    },
    remove: async (owner, entityId) => {
      await adopt(owner);
      return database.write((prepare) => {
        prepare('DELETE FROM reducer_input WHERE owner = ? AND entity_id = ?').run(owner, entityId);
        const removal = prepare('DELETE FROM reducer_state WHERE owner = ? AND entity_id = ?');
        return removal.run(owner, entityId).changes === 1;
      });
    },
    dispose: () => database.dispose(),
  };
}

interface Texts {
  readonly $data: string;
  readonly $outputs: string;
}

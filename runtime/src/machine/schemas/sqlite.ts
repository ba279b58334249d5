import type { Schema } from '../../state/index.ts';

/** What runtime 0.1 created. */
const FIRST = `
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

/** Inputs from before count as new. */
const RETAINED = `
  ALTER TABLE reducer_state RENAME COLUMN node TO owner;
  ALTER TABLE reducer_input RENAME COLUMN node TO owner;
  ALTER TABLE reducer_input ADD COLUMN saved_at INTEGER NOT NULL DEFAULT 0;
  UPDATE reducer_input SET saved_at = unixepoch() * 1000;
  CREATE INDEX reducer_input_saved ON reducer_input (saved_at);`;

export const SQLITE_ENTITIES: Schema = {
  store: 'reducer',
  tables: ['reducer_state', 'reducer_input'],
  versions: [FIRST, RETAINED],
};

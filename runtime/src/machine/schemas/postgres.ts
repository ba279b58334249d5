import type { Schema } from '../../state/index.ts';

/** What runtime 0.1 created. */
const FIRST = `
  CREATE TABLE IF NOT EXISTS onex_reducer_state (
    node text NOT NULL, entity_id text NOT NULL, state text NOT NULL, data text NOT NULL, version bigint NOT NULL,
    last_input text NOT NULL, last_outputs text NOT NULL, PRIMARY KEY (node, entity_id)
  );
  CREATE TABLE IF NOT EXISTS onex_reducer_input (
    node text NOT NULL, entity_id text NOT NULL, input text NOT NULL, version bigint NOT NULL, outputs text NOT NULL,
    PRIMARY KEY (node, entity_id, input)
  );
  CREATE INDEX IF NOT EXISTS onex_reducer_input_version ON onex_reducer_input (node, entity_id, version)`;

/** Inputs from before count as new. */
const RETAINED = `
  ALTER TABLE onex_reducer_state RENAME COLUMN node TO owner;
  ALTER TABLE onex_reducer_input RENAME COLUMN node TO owner;
  ALTER TABLE onex_reducer_input ADD COLUMN saved_at bigint NOT NULL DEFAULT 0;
  UPDATE onex_reducer_input SET saved_at = extract(epoch FROM now()) * 1000;
  CREATE INDEX onex_reducer_input_saved ON onex_reducer_input (saved_at)`;

export const POSTGRES_ENTITIES: Schema = {
  store: 'reducer',
  tables: ['onex_reducer_state', 'onex_reducer_input'],
  versions: [FIRST, RETAINED],
};

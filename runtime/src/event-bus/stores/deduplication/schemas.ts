import type { Schema } from '../../../state/index.ts';

/** Rows are long, so they are stored in the order of insertion, and only their keys are sorted. */
export const SQLITE_ANSWERS: Schema = {
  store: 'answer',
  tables: ['onex_answer'],
  versions: [
    `CREATE TABLE IF NOT EXISTS onex_answer (
      scope TEXT NOT NULL, envelope_id TEXT NOT NULL, outputs TEXT NOT NULL, expires INTEGER NOT NULL,
      PRIMARY KEY (scope, envelope_id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS onex_answer_expires ON onex_answer (expires);`,
  ],
};

export const POSTGRES_ANSWERS: Schema = {
  store: 'answer',
  tables: ['onex_answer'],
  versions: [
    `CREATE TABLE IF NOT EXISTS onex_answer (
      scope text NOT NULL, envelope_id text NOT NULL, outputs text NOT NULL, expires bigint NOT NULL,
      PRIMARY KEY (scope, envelope_id)
    );
    CREATE INDEX IF NOT EXISTS onex_answer_expires ON onex_answer (expires)`,
  ],
};

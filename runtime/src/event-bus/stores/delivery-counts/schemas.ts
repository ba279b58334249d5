import type { Schema } from '../../../state/index.ts';

export const SQLITE_DELIVERIES: Schema = {
  store: 'delivery',
  tables: ['onex_delivery'],
  versions: [
    `CREATE TABLE IF NOT EXISTS onex_delivery (
      scope TEXT NOT NULL, envelope_id TEXT NOT NULL, deliveries INTEGER NOT NULL, process TEXT,
      updated INTEGER NOT NULL, PRIMARY KEY (scope, envelope_id)
    ) STRICT, WITHOUT ROWID`,
  ],
};

export const POSTGRES_DELIVERIES: Schema = {
  store: 'delivery',
  tables: ['onex_delivery'],
  versions: [
    `CREATE TABLE IF NOT EXISTS onex_delivery (
      scope text NOT NULL, envelope_id text NOT NULL, deliveries integer NOT NULL, process text,
      updated bigint NOT NULL, PRIMARY KEY (scope, envelope_id)
    )`,
  ],
};

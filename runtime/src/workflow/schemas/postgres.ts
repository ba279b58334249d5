import type { Schema } from '../../state/index.ts';

/** What runtime 0.1 created. */
const FIRST = `
  CREATE TABLE IF NOT EXISTS onex_workflow (
    workflow_id text PRIMARY KEY, node text NOT NULL, correlation_id text NOT NULL, open boolean NOT NULL,
    due_at bigint, started_at bigint NOT NULL, finished_at bigint, version bigint NOT NULL, state text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS onex_workflow_open ON onex_workflow (node, correlation_id) WHERE open;
  CREATE INDEX IF NOT EXISTS onex_workflow_due ON onex_workflow (node, due_at) WHERE open;
  CREATE INDEX IF NOT EXISTS onex_workflow_finished ON onex_workflow (node, finished_at) WHERE NOT open;
  CREATE TABLE IF NOT EXISTS onex_workflow_command (
    command_id text PRIMARY KEY, workflow_id text NOT NULL REFERENCES onex_workflow ON DELETE CASCADE
  );
  CREATE INDEX IF NOT EXISTS onex_workflow_command_of ON onex_workflow_command (workflow_id)`;

/** Owners are part of each key. The state is a head and parts, so a save writes only what changed. */
const OWNED = `
  ALTER TABLE onex_workflow RENAME COLUMN node TO owner;
  ALTER TABLE onex_workflow RENAME COLUMN state TO head;
  ALTER TABLE onex_workflow ADD COLUMN uncompensated boolean NOT NULL DEFAULT false;
  UPDATE onex_workflow SET uncompensated = true WHERE head LIKE '%"status":"uncompensated"%';
  CREATE INDEX onex_workflow_uncompensated ON onex_workflow (owner, started_at) WHERE uncompensated;
  CREATE TABLE onex_workflow_message (
    owner text NOT NULL, message_id text NOT NULL, workflow_id text NOT NULL, PRIMARY KEY (owner, message_id)
  );
  INSERT INTO onex_workflow_message SELECT w.owner, c.command_id, w.workflow_id
    FROM onex_workflow_command c JOIN onex_workflow w USING (workflow_id);
  DROP TABLE onex_workflow_command;
  ALTER TABLE onex_workflow DROP CONSTRAINT onex_workflow_pkey, ADD PRIMARY KEY (owner, workflow_id);
  ALTER TABLE onex_workflow_message ADD FOREIGN KEY (owner, workflow_id) REFERENCES onex_workflow
    ON UPDATE CASCADE ON DELETE CASCADE;
  CREATE INDEX onex_workflow_message_of ON onex_workflow_message (owner, workflow_id);
  CREATE TABLE onex_workflow_part (
    owner text NOT NULL, workflow_id text NOT NULL, name text NOT NULL, text text NOT NULL,
    PRIMARY KEY (owner, workflow_id, name),
    FOREIGN KEY (owner, workflow_id) REFERENCES onex_workflow ON UPDATE CASCADE ON DELETE CASCADE
  )`;

/** Late replies that name no command are looked up among the ended workflows. */
const ENDED = `
  CREATE INDEX onex_workflow_ended ON onex_workflow (owner, correlation_id, finished_at) WHERE NOT open`;

export const POSTGRES_WORKFLOWS: Schema = {
  store: 'workflow',
  tables: ['onex_workflow', 'onex_workflow_part', 'onex_workflow_message'],
  versions: [FIRST, OWNED, ENDED],
};

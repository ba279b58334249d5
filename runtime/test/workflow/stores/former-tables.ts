/** The tables of workflows as runtime 0.1 created them. */
export const FORMER_SQLITE_WORKFLOWS = `
  CREATE TABLE IF NOT EXISTS workflow (
    workflow_id TEXT PRIMARY KEY, node TEXT NOT NULL, correlation_id TEXT NOT NULL, open INTEGER NOT NULL,
    due_at INTEGER, finished_at INTEGER, version INTEGER NOT NULL, state TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS workflow_open ON workflow (node, correlation_id) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS workflow_due ON workflow (node, due_at) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS workflow_finished ON workflow (node, finished_at) WHERE open = 0;
  CREATE TABLE IF NOT EXISTS workflow_command (
    command_id TEXT PRIMARY KEY, workflow_id TEXT NOT NULL REFERENCES workflow ON DELETE CASCADE
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX IF NOT EXISTS workflow_command_of ON workflow_command (workflow_id);`;

export const FORMER_POSTGRES_WORKFLOWS = `
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

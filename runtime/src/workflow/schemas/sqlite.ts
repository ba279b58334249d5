import type { Schema } from '../../state/index.ts';

/** What runtime 0.1 created. */
const FIRST = `
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

/** Owners are part of each key. The state is a head and parts, so a save writes only what changed. */
const OWNED = `
  DROP INDEX workflow_open;
  DROP INDEX workflow_due;
  DROP INDEX workflow_finished;
  ALTER TABLE workflow RENAME TO former_workflow;
  CREATE TABLE workflow (
    owner TEXT NOT NULL, workflow_id TEXT NOT NULL, correlation_id TEXT NOT NULL, open INTEGER NOT NULL,
    uncompensated INTEGER NOT NULL, due_at INTEGER, finished_at INTEGER, version INTEGER NOT NULL, head TEXT NOT NULL,
    PRIMARY KEY (owner, workflow_id)
  ) STRICT;
  CREATE INDEX workflow_open ON workflow (owner, correlation_id) WHERE open = 1;
  CREATE INDEX workflow_due ON workflow (owner, due_at) WHERE open = 1;
  CREATE INDEX workflow_finished ON workflow (owner, finished_at) WHERE open = 0;
  CREATE INDEX workflow_uncompensated ON workflow (owner) WHERE uncompensated = 1;
  CREATE TABLE workflow_part (
    owner TEXT NOT NULL, workflow_id TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (owner, workflow_id, name),
    FOREIGN KEY (owner, workflow_id) REFERENCES workflow ON UPDATE CASCADE ON DELETE CASCADE
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE workflow_message (
    owner TEXT NOT NULL, message_id TEXT NOT NULL, workflow_id TEXT NOT NULL, PRIMARY KEY (owner, message_id),
    FOREIGN KEY (owner, workflow_id) REFERENCES workflow ON UPDATE CASCADE ON DELETE CASCADE
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX workflow_message_of ON workflow_message (owner, workflow_id);
  INSERT INTO workflow
    SELECT node, workflow_id, correlation_id, open, state GLOB '*"status":"uncompensated"*', due_at, finished_at,
      version, state
    FROM former_workflow ORDER BY rowid;
  INSERT INTO workflow_message SELECT node, command_id, workflow_id
    FROM workflow_command JOIN former_workflow USING (workflow_id);
  DROP TABLE workflow_command;
  DROP TABLE former_workflow;`;

/** Late replies that name no command are looked up among the ended workflows. */
const ENDED = 'CREATE INDEX workflow_ended ON workflow (owner, correlation_id, finished_at) WHERE open = 0';

export const SQLITE_WORKFLOWS: Schema = {
  store: 'workflow',
  tables: ['workflow', 'workflow_part', 'workflow_message'],
  versions: [FIRST, OWNED, ENDED],
};

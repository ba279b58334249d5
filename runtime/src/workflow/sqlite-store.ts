import { openDatabase } from '../state/index.ts';
import { parseState, stateText } from './state-json.ts';
import { dueAt, isOpen, type WorkflowStore } from './store.ts';

const SCHEMA = `
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

type Row = Readonly<Record<string, string>>;

/** Workflows in `<stateDir>/<name>.sqlite`. Each save is one transaction, on the disk when it returns. */
export function openSqliteWorkflowStore(stateDir: string, name: string): WorkflowStore & { dispose(): void } {
  const { connection, guard, close } = openDatabase(stateDir, name, SCHEMA);
  const prepare = (sql: string) => connection.prepare(sql);
  const select = prepare('SELECT state FROM workflow WHERE workflow_id = ?');
  // By name: Node 22.18 takes a number (`?1`) for a name, too, and binds nothing to it.
  const upsert = prepare(
    `INSERT INTO workflow (workflow_id, node, correlation_id, open, due_at, finished_at, version, state)
     SELECT $id, $node, $correlation, $open, $due, $finished, $version, $state
       WHERE $version = 1 OR EXISTS (SELECT 1 FROM workflow WHERE workflow_id = $id)
     ON CONFLICT DO UPDATE SET open = $open, due_at = $due, finished_at = $finished, version = $version,
       state = $state
       WHERE version = $version - 1`,
  );
  const insertCommand = prepare('INSERT OR IGNORE INTO workflow_command VALUES (?, ?)');
  const byCommand = prepare('SELECT workflow_id FROM workflow_command WHERE command_id = ?');
  const byCorrelation = prepare(
    `SELECT workflow_id FROM workflow WHERE open = 1 AND node = ? AND correlation_id = ? ORDER BY rowid`,
  );
  const unfinished = prepare('SELECT workflow_id FROM workflow WHERE open = 1 AND node = ? ORDER BY rowid');
  const due = prepare(
    'SELECT workflow_id FROM workflow WHERE open = 1 AND node = ? AND due_at < ? ORDER BY due_at LIMIT 1000',
  );
  const uncompensated = prepare(
    `SELECT workflow_id FROM workflow WHERE node = ? AND state GLOB '*"status":"uncompensated"*' ORDER BY rowid`,
  );
  const remove = prepare('DELETE FROM workflow WHERE node = ? AND workflow_id = ?');
  const prune = prepare('DELETE FROM workflow WHERE open = 0 AND node = ? AND finished_at < ?');
  const ids = (rows: unknown): readonly string[] =>
    (rows as Row[]).map((row) => row['workflow_id'] as string);

  return {
    load: async (workflowId) => {
      const row = guard(() => select.get(workflowId) as Row | undefined);
      return row === undefined ? null : parseState(row['state'] as string);
    },
    save: async (state) => {
      const text = stateText(state);
      return guard(() => {
        const { workflowId, node, start, finishedAt, version } = state;
        const fields = {
          $id: workflowId,
          $node: node,
          $correlation: start.correlation_id,
          $open: isOpen(state) ? 1 : 0,
          $due: dueAt(state),
          $finished: finishedAt,
          $version: version,
          $state: text,
        };
        connection.exec('BEGIN IMMEDIATE');
        try {
          const saved = upsert.run(fields).changes === 1;
          if (saved) for (const id of Object.keys(state.commands)) insertCommand.run(id, workflowId);
          connection.exec('COMMIT');
          return saved;
        } catch (error) {
          connection.exec('ROLLBACK');
          throw error;
        }
      });
    },
    findByCommand: async (commandId) =>
      guard(() => (byCommand.get(commandId) as Row | undefined)?.['workflow_id'] ?? null),
    findByCorrelation: async (node, correlationId) =>
      guard(() => ids(byCorrelation.all(node, correlationId))),
    listUnfinished: async (node) => guard(() => ids(unfinished.all(node))),
    listDue: async (node, before) => guard(() => ids(due.all(node, before))),
    listUncompensated: async (node) => guard(() => ids(uncompensated.all(node))),
    remove: async (workflowId, node) => {
      guard(() => remove.run(node, workflowId));
    },
    prune: async (node, finishedBefore) => {
      guard(() => prune.run(node, finishedBefore));
    },
    dispose: close,
  };
}

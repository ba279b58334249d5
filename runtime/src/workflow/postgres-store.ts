import { openPostgres } from '../state/index.ts';
import { parseState, stateText } from './state-json.ts';
import { dueAt, isOpen, type WorkflowStore } from './store.ts';

const SCHEMA = `
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

/** One statement, so one transaction: the state, if nobody was faster, and the ids of its commands. */
const SAVE = `
  WITH saved AS (
    INSERT INTO onex_workflow AS w
      (workflow_id, node, correlation_id, open, due_at, started_at, finished_at, version, state)
    SELECT $1, $2, $3, $4::boolean, $5::bigint, $6::bigint, $7::bigint, $8::bigint, $9
      WHERE $8::bigint = 1 OR EXISTS (SELECT 1 FROM onex_workflow WHERE workflow_id = $1)
    ON CONFLICT (workflow_id) DO UPDATE SET open = excluded.open, due_at = excluded.due_at,
      finished_at = excluded.finished_at, version = excluded.version, state = excluded.state
      WHERE w.version = excluded.version - 1
    RETURNING workflow_id
  ), commands AS (
    INSERT INTO onex_workflow_command SELECT command, workflow_id FROM saved, unnest($10::text[]) AS command
    ON CONFLICT DO NOTHING
  )
  SELECT count(*)::int AS saved FROM saved`;

const OPEN = 'SELECT workflow_id FROM onex_workflow WHERE open AND node = $1';

/** Workflows in PostgreSQL, for instances on several machines. Connects when it is first used. */
export function openPostgresWorkflowStore(url: string): WorkflowStore & { dispose(): Promise<void> } {
  const { query, close } = openPostgres(url, SCHEMA);
  const ids = async (sql: string, values: readonly unknown[]): Promise<readonly string[]> =>
    (await query<{ workflow_id: string }>(sql, values)).map((row) => row.workflow_id);

  return {
    load: async (workflowId) => {
      const [row] = await query<{ state: string }>('SELECT state FROM onex_workflow WHERE workflow_id = $1', [
        workflowId,
      ]);
      return row === undefined ? null : parseState(row.state);
    },
    save: async (state) => {
      const { workflowId, node, start, startedAt, finishedAt, version, commands } = state;
      const [row] = await query<{ saved: number }>(SAVE, [
        workflowId,
        node,
        start.correlation_id,
        isOpen(state),
        dueAt(state),
        startedAt,
        finishedAt,
        version,
        stateText(state),
        Object.keys(commands),
      ]);
      return row?.saved === 1;
    },
    findByCommand: async (commandId) => {
      const sql = 'SELECT workflow_id FROM onex_workflow_command WHERE command_id = $1';
      return (await ids(sql, [commandId]))[0] ?? null;
    },
    findByCorrelation: (node, correlationId) =>
      ids(`${OPEN} AND correlation_id = $2 ORDER BY started_at`, [node, correlationId]),
    listUnfinished: (node) => ids(`${OPEN} ORDER BY started_at`, [node]),
    listDue: (node, before) => ids(`${OPEN} AND due_at < $2 ORDER BY due_at LIMIT 1000`, [node, before]),
    listUncompensated: (node) =>
      ids(
        `SELECT workflow_id FROM onex_workflow WHERE node = $1 AND state LIKE '%"status":"uncompensated"%'`,
        [node],
      ),
    remove: async (workflowId, node) => {
      await query('DELETE FROM onex_workflow WHERE node = $1 AND workflow_id = $2', [node, workflowId]);
    },
    prune: async (node, finishedBefore) => {
      await query('DELETE FROM onex_workflow WHERE NOT open AND node = $1 AND finished_at < $2', [
        node,
        finishedBefore,
      ]);
    },
    dispose: close,
  };
}

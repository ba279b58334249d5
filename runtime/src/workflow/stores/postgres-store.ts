import { createAdoption, openPostgres } from '../../state/index.ts';
import { POSTGRES_WORKFLOWS } from '../schemas/index.ts';
import { isUncompensated, parseWorkflow, workflowRows } from '../state/index.ts';
import { dueAt, isOpen, type WorkflowStore } from './store.ts';

/** One statement, and so one transaction: the head, if no instance was faster, and then its parts. */
const SAVE = `
  WITH saved AS (
    INSERT INTO onex_workflow AS w (owner, workflow_id, correlation_id, open, uncompensated, due_at, started_at,
      finished_at, version, head)
    SELECT $1, $2, $3, $4::boolean, $5::boolean, $6::bigint, $7::bigint, $8::bigint, $9::bigint, $10
      WHERE $9::bigint = 1 OR EXISTS (SELECT 1 FROM onex_workflow WHERE owner = $1 AND workflow_id = $2)
    ON CONFLICT (owner, workflow_id) DO UPDATE SET open = excluded.open, uncompensated = excluded.uncompensated,
      due_at = excluded.due_at, finished_at = excluded.finished_at, version = excluded.version, head = excluded.head
      WHERE w.version = excluded.version - 1
    RETURNING owner, workflow_id
  ), parts AS (
    INSERT INTO onex_workflow_part
    SELECT owner, workflow_id, name, text FROM saved, unnest($11::text[], $12::text[]) AS part (name, text)
    ON CONFLICT (owner, workflow_id, name) DO UPDATE SET text = excluded.text
  ), messages AS (
    INSERT INTO onex_workflow_message SELECT owner, message_id, workflow_id
    FROM saved, unnest($13::text[]) AS message_id
    ON CONFLICT DO NOTHING
  )
  SELECT count(*)::int AS saved FROM saved`;

const LOAD = `
  SELECT w.head, p.name, p.text FROM onex_workflow w LEFT JOIN onex_workflow_part p USING (owner, workflow_id)
  WHERE w.owner = $1 AND w.workflow_id = $2`;
const OF_OWNER = 'SELECT workflow_id FROM onex_workflow WHERE owner = $1';
const PRUNE =
  'DELETE FROM onex_workflow WHERE NOT open AND NOT uncompensated AND owner = $1 AND finished_at < $2';

interface LoadedRow {
  readonly head: string;
  /** Null, like the text, if the workflow has no parts. */
  readonly name: string | null;
  readonly text: string | null;
}

/** Workflows in PostgreSQL, for instances on several machines. It is connected when it is first used. */
export function openPostgresWorkflowStore(url: string): WorkflowStore & { dispose(): Promise<void> } {
  const database = openPostgres(url, POSTGRES_WORKFLOWS);
  const adopt = createAdoption((owner, former) =>
    database.query('UPDATE onex_workflow SET owner = $1 WHERE owner = $2', [owner, former]),
  );
  const query: typeof database.query = async (sql, values) => {
    await adopt(String(values[0]));
    return database.query(sql, values);
  };
  const ids = async (sql: string, values: readonly unknown[]): Promise<readonly string[]> =>
    (await query<{ workflow_id: string }>(sql, values)).map((row) => row.workflow_id);

  return {
    load: async (workflowId, owner) => {
      const rows = await query<LoadedRow>(LOAD, [owner, workflowId]);
      if (rows[0] === undefined) return null;
      const parts = rows.flatMap(({ name, text }) => (name === null ? [] : [[name, String(text)] as const]));
      return { ...parseWorkflow(workflowId, rows[0].head, parts), owner };
    },
    save: async (state, changed) => {
      const { head, parts, messageIds } = workflowRows(state, changed);
      const [row] = await query<{ saved: number }>(SAVE, [
        state.owner,
        state.workflowId,
        state.start.correlation_id,
        isOpen(state),
        isUncompensated(state),
        dueAt(state),
        state.startedAt,
        state.finishedAt,
        state.version,
        head,
        parts.map(([name]) => name),
        parts.map(([, text]) => text),
        messageIds,
      ]);
      return row?.saved === 1;
    },
    findByCommand: async (messageId, owner) => {
      const sql = 'SELECT workflow_id FROM onex_workflow_message WHERE owner = $1 AND message_id = $2';
      return (await ids(sql, [owner, messageId]))[0] ?? null;
    },
    findByCorrelation: (owner, correlationId) =>
      ids(`${OF_OWNER} AND open AND correlation_id = $2 ORDER BY started_at`, [owner, correlationId]),
    findEnded: (owner, correlationId) => {
      const sql = `${OF_OWNER} AND NOT open AND correlation_id = $2 ORDER BY finished_at DESC LIMIT 100`;
      return ids(sql, [owner, correlationId]);
    },
    listUnfinished: (owner) => ids(`${OF_OWNER} AND open ORDER BY started_at`, [owner]),
    listDue: (owner, before) =>
      ids(`${OF_OWNER} AND open AND due_at < $2 ORDER BY due_at LIMIT 1000`, [owner, before]),
    listUncompensated: (owner) => ids(`${OF_OWNER} AND uncompensated ORDER BY started_at`, [owner]),
    prune: async (owner, finishedBefore) => {
      await query(PRUNE, [owner, finishedBefore]);
    },
    remove: async (workflowId, owner) => {
      await query('DELETE FROM onex_workflow WHERE owner = $1 AND workflow_id = $2', [owner, workflowId]);
    },
    dispose: () => database.close(),
  };
}

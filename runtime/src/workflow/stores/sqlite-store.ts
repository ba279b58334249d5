import { createAdoption, openSqlite, type Prepare } from '../../state/index.ts';
import { SQLITE_WORKFLOWS } from '../schemas/index.ts';
import { isUncompensated, parseWorkflow, workflowRows } from '../state/index.ts';
import { dueAt, isOpen, type WorkflowStore } from './store.ts';

const OF_OWNER = 'SELECT workflow_id FROM workflow WHERE owner = ?';
// By name, because Node 22.18 also takes a number (`?1`) for a name, and binds nothing to it.
const SAVE = `
  INSERT INTO workflow
    (owner, workflow_id, correlation_id, open, uncompensated, due_at, finished_at, version, head)
  SELECT $owner, $id, $correlation, $open, $uncompensated, $due, $finished, $version, $head
    WHERE $version = 1 OR EXISTS (SELECT 1 FROM workflow WHERE owner = $owner AND workflow_id = $id)
  ON CONFLICT DO UPDATE SET open = $open, uncompensated = $uncompensated, due_at = $due, finished_at = $finished,
    version = $version, head = $head
    WHERE version = $version - 1`;
const SAVE_PART = `
  INSERT INTO workflow_part VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET text = excluded.text`;

/**
 * Workflows in `<stateDir>/<name>.sqlite`, which is opened when it is first used. Each save is one transaction, which
 * is on disk when it resolves.
 */
export function openSqliteWorkflowStore(stateDir: string, name: string): WorkflowStore & { dispose(): void } {
  const database = openSqlite(stateDir, name, SQLITE_WORKFLOWS);
  const adopt = createAdoption((owner, former) =>
    database.write((prepare) => prepare('UPDATE workflow SET owner = ? WHERE owner = ?').run(owner, former)),
  );
  const read = async <T>(owner: string, work: (prepare: Prepare) => T): Promise<T> => {
    await adopt(owner);
    return database.read(work);
  };
  const write = async <T>(owner: string, work: (prepare: Prepare) => T): Promise<T> => {
    await adopt(owner);
    return database.write(work);
  };
  const ids = (owner: string, sql: string, ...values: (string | number)[]): Promise<readonly string[]> =>
    read(owner, (prepare) => {
      const rows = prepare(sql).all(owner, ...values);
      return rows.map((row) => String(row['workflow_id']));
    });

  return {
    load: async (workflowId, owner) => {
      const stored = await read(owner, (prepare) => {
        const row = prepare('SELECT head FROM workflow WHERE owner = ? AND workflow_id = ?').get(
          owner,
          workflowId,
        );
        if (row === undefined) return null;
        const parts = prepare('SELECT name, text FROM workflow_part WHERE owner = ? AND workflow_id = ?');
        return { head: String(row['head']), parts: parts.all(owner, workflowId) };
      });
      if (stored === null) return null;
      const parts = stored.parts.map((row) => [String(row['name']), String(row['text'])] as const);
      return { ...parseWorkflow(workflowId, stored.head, parts), owner };
    },
    save: async (state, changed) => {
      const { head, parts, messageIds } = workflowRows(state, changed);
      const { workflowId, owner, start, finishedAt, version } = state;
      return write(owner, (prepare) => {
        const { changes } = prepare(SAVE).run({
          $owner: owner,
          $id: workflowId,
          $correlation: start.correlation_id,
          $open: Number(isOpen(state)),
          $uncompensated: Number(isUncompensated(state)),
          $due: dueAt(state),
          $finished: finishedAt,
          $version: version,
          $head: head,
        });
        if (changes !== 1) return false;
        for (const [part, text] of parts) prepare(SAVE_PART).run(owner, workflowId, part, text);
        const message = prepare('INSERT OR IGNORE INTO workflow_message VALUES (?, ?, ?)');
        for (const id of messageIds) message.run(owner, id, workflowId);
        return true;
      });
    },
    findByCommand: async (messageId, owner) => {
      const sql = 'SELECT workflow_id FROM workflow_message WHERE owner = ? AND message_id = ?';
      return (await ids(owner, sql, messageId))[0] ?? null;
    },
    findByCorrelation: (owner, correlationId) =>
      ids(owner, `${OF_OWNER} AND open = 1 AND correlation_id = ? ORDER BY rowid`, correlationId),
    findEnded: (owner, correlationId) => {
      const sql = `${OF_OWNER} AND open = 0 AND correlation_id = ? ORDER BY finished_at DESC, rowid DESC LIMIT 100`;
      return ids(owner, sql, correlationId);
    },
    listUnfinished: (owner) => ids(owner, `${OF_OWNER} AND open = 1 ORDER BY rowid`),
    listDue: (owner, before) =>
      ids(owner, `${OF_OWNER} AND open = 1 AND due_at < ? ORDER BY due_at LIMIT 1000`, before),
    listUncompensated: (owner) => ids(owner, `${OF_OWNER} AND uncompensated = 1 ORDER BY rowid`),
    prune: async (owner, finishedBefore) => {
      const sql =
        'DELETE FROM workflow WHERE open = 0 AND uncompensated = 0 AND owner = ? AND finished_at < ?';
      await write(owner, (prepare) => prepare(sql).run(owner, finishedBefore));
    },
    remove: async (workflowId, owner) => {
      const sql = 'DELETE FROM workflow WHERE owner = ? AND workflow_id = ?';
      await write(owner, (prepare) => prepare(sql).run(owner, workflowId));
    },
    dispose: () => database.dispose(),
  };
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createEnvelope, uuidv5, type Envelope } from '../../../src/event-bus/index.ts';
import { OnexError } from '../../../src/errors/index.ts';
import { outputIdOf } from '../../../src/workflow/engine/draft.ts';
import { FORMER_SQLITE_WORKFLOWS } from './former-tables.ts';

export const NODE = 'node_shop_trip_orchestrator';
export const STARTED = 1_699_999_999_000;

/** A step as runtime 0.1 stored it. */
export const UNTOUCHED_1 = {
  status: 'pending',
  attempt: 0,
  waiting: false,
  dueAt: null as number | null,
  startedAt: null as number | null,
  command: null as object | null,
  result: null as unknown,
  error: null as object | null,
};

/** A workflow with the steps a and b, as runtime 0.1 stored it; `undo` and `do` commands have the ids it gave them. */
export function schema1(changes: object = {}) {
  const start: Envelope = { ...createEnvelope({}), payload: null };
  const workflowId = uuidv5(start.envelope_id, NODE);
  const state = {
    schema: 1,
    workflowId,
    workflowName: 'trip',
    node: NODE,
    operation: 'run',
    start,
    input: { seats: 2 },
    status: 'running',
    startedAt: STARTED,
    deadline: null as number | null,
    finishedAt: null as number | null,
    steps: { a: { ...UNTOUCHED_1 }, b: { ...UNTOUCHED_1 } } as Record<string, object>,
    completed: [] as string[],
    commands: {} as Record<string, { step: string; attempt: number; undo: boolean }>,
    error: null as object | null,
    answers: { [start.envelope_id]: [] } as Record<string, readonly object[]>,
    unsent: [] as object[],
    unsentAt: STARTED,
    version: 3,
    ...changes,
  };
  return {
    state,
    /** Adds a command that was sent. */
    send(step: string, attempt: number, undo = false) {
      const envelopeId = outputIdOf(
        state as never,
        ...(undo ? ['undo-command', step, 0, attempt] : ['command', step, attempt]),
      );
      state.commands[envelopeId] = { step, attempt, undo };
      const payload = { id: step, attempt, operation: undo ? 'undo' : 'do' };
      return { kind: 'command', topic: `onex.cmd.shop.${step}-requested.v1`, payload, envelopeId } as const;
    },
  };
}

export type Schema1 = ReturnType<typeof schema1>['state'];

/** An error as a step's node replied it, or as the orchestrator wrote it after a timeout. */
export const replied = (code: 'OPERATION_FAILED' | 'TIMEOUT_EXCEEDED' = 'OPERATION_FAILED'): object =>
  new OnexError(code, 'The node could not do it.').toJSON();
export const ownTimeout = (step: string): object =>
  new OnexError('TIMEOUT_EXCEEDED', `Step ${step} had no reply within 100 ms.`, {
    context: { step, node: `node_shop_${step}_effect` },
  }).toJSON();

/** Writes the file that runtime 0.1 would have left. */
export function writeFormerFile(stateDir: string, name: string, states: readonly Schema1[]): void {
  mkdirSync(stateDir, { recursive: true });
  const database = new DatabaseSync(path.join(stateDir, `${name}.sqlite`));
  database.exec(FORMER_SQLITE_WORKFLOWS);
  const row = database.prepare('INSERT INTO workflow VALUES (?, ?, ?, ?, NULL, ?, ?, ?)');
  const command = database.prepare('INSERT INTO workflow_command VALUES (?, ?)');
  for (const state of states) {
    const { workflowId, status, unsent, finishedAt, version } = state;
    const isOpen = unsent.length > 0 || status === 'running' || status === 'compensating';
    const text = JSON.stringify(state);
    row.run(workflowId, NODE, state.start.correlation_id, Number(isOpen), finishedAt, version, text);
    for (const id of Object.keys(state.commands)) command.run(id, workflowId);
  }
  database.close();
}

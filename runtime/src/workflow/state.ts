import type { Envelope } from '../event-bus/index.ts';
import type { OnexErrorJson } from '../errors/index.ts';
import type { Output } from '../node/message.ts';

/** Of the state's own form; a state of another number is refused, not guessed at. */
export const STATE_SCHEMA = 1;

export type StepStatus =
  | 'pending'
  | 'running'
  | 'completed'
  | 'failed'
  /** Its `when` said no; what depends on it goes on. */
  | 'skipped'
  /** Something it depends on failed, or the workflow failed before its turn. */
  | 'blocked'
  | 'compensating'
  | 'compensated'
  /** It should have been undone, and that failed too. */
  | 'uncompensated';

export interface StepState {
  status: StepStatus;
  /** Of the command or, while compensating, of the undoing command; from 1, 0 before the first. */
  attempt: number;
  /** Between two attempts: `dueAt` is when the next begins. */
  waiting: boolean;
  /** Milliseconds since 1970: the attempt's time-out, or the next attempt's beginning. */
  dueAt: number | null;
  startedAt: number | null;
  /** The command last sent; sent again as it is after a restart. */
  command: Output | null;
  result: unknown;
  error: OnexErrorJson | null;
  /** A time-out passed over one of its attempts, which may have been done all the same. Absent: none did. */
  unanswered?: boolean;
}

export const UNTOUCHED: Readonly<StepState> = Object.freeze({
  status: 'pending',
  attempt: 0,
  waiting: false,
  dueAt: null,
  startedAt: null,
  command: null,
  result: null,
  error: null,
});

/** Which attempt of which step a command was. */
export interface SentCommand {
  readonly step: string;
  readonly attempt: number;
  readonly undo: boolean;
}

export type WorkflowStatus = 'running' | 'compensating' | 'completed' | 'failed';

/** Everything that an instance needs to go on after a restart, as plain JSON. */
export interface WorkflowState {
  readonly schema: number;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly node: string;
  /** Whose workflow it is: stores that several nodes share show a workflow only to its owner. */
  readonly owner: string;
  readonly operation: string;
  /** The start command without its payload, to answer it. */
  readonly start: Envelope;
  readonly input: unknown;
  status: WorkflowStatus;
  readonly startedAt: number;
  readonly deadline: number | null;
  finishedAt: number | null;
  readonly steps: Record<string, StepState>;
  /** Ids of steps in the order in which they completed. */
  completed: string[];
  readonly commands: Record<string, SentCommand>;
  error: OnexErrorJson | null;
  /** By input's envelope id, what was given out: an input that is delivered again gets the same again. */
  readonly answers: Record<string, readonly Output[]>;
  /** What time-outs and retries gave out and the bus has not acknowledged yet. */
  unsent: Output[];
  /** Since when it is unsent, in ms since 1970. */
  unsentAt: number;
  /** Counts the saves; a save is refused when somebody else saved meanwhile. */
  version: number;
}

export function isFinished({ status }: WorkflowState): boolean {
  return status === 'completed' || status === 'failed';
}

/** Whether an operator has to act: a step should have been undone, and is not. */
export function isUncompensated({ steps }: WorkflowState): boolean {
  return Object.values(steps).some(({ status }) => status === 'uncompensated');
}

/** When the workflow next needs a look, in ms since 1970; null: only a reply moves it. */
export function nextDue(state: WorkflowState): number | null {
  if (isFinished(state)) return null;
  const times = Object.values(state.steps).flatMap(({ dueAt }) => dueAt ?? []);
  if (state.deadline !== null && (state.status === 'running' || awaitedWithoutEnd(state).length > 0)) {
    times.push(state.deadline);
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** Steps that have sent a command without a time-out. */
export function awaitedWithoutEnd({ steps }: WorkflowState): readonly StepState[] {
  return Object.values(steps).filter(({ command, dueAt }) => command !== null && dueAt === null);
}

/** As long as the workflow may take: what its own time-out allows, in ms; null: it has none. */
export function allowedMs({ deadline, startedAt }: WorkflowState): number | null {
  return deadline === null ? null : deadline - startedAt;
}

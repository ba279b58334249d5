import type { Envelope, Verdict } from '../../event-bus/index.ts';
import type { OnexErrorJson } from '../../errors/index.ts';
import type { Output } from '../../node/messages/index.ts';

/** Version of the state's form. A state with another number is converted or refused, and never guessed. */
export const STATE_SCHEMA = 2;

export type StepStatus =
  | 'pending'
  | 'running'
  | 'completed'
  | 'failed'
  /** Its `when` returned false. Steps that depend on it continue. */
  | 'skipped'
  /** A dependency failed, or the workflow failed before its turn. */
  | 'blocked'
  | 'compensating'
  | 'compensated'
  /** It should have been undone, but the undo failed too. */
  | 'uncompensated';

/**
 * What is known about a step's effect.
 * - `none`: no command was sent, or its node answered each with a failure.
 * - `sent`: the command has no answer yet.
 * - `doubtful`: a timeout passed, so a later failure of the same step proves nothing.
 * - `done`: the node answered with success.
 */
export type Effect = 'none' | 'sent' | 'doubtful' | 'done';

export interface StepState {
  status: StepStatus;
  /** How often the command was sent (while compensating: the undo command of this round); 0 before the first. */
  attempt: number;
  /** Whether the step is between two attempts. `dueAt` is then when the next begins. */
  waiting: boolean;
  /** Milliseconds since 1970: the attempt's timeout, or the start of the next attempt. */
  dueAt: number | null;
  startedAt: number | null;
  /** The command that has no answer yet. After a timeout, the same command is sent again. */
  command: Output | null;
  /**
   * Topics on which the step's commands are answered: completed and failed alternate, and those of the latest command
   * are last.
   */
  replyTopics: readonly string[];
  effect: Effect;
  result: unknown;
  /** Whether there is a result. A result may be null. */
  hasResult: boolean;
  error: OnexErrorJson | null;
  /** Position among the completed steps, from 1. Null if the step did not complete. */
  order: number | null;
  /** Counts how often undoing began again: after a late success, or because an operator asked for it. */
  round: number;
}

export const UNTOUCHED: Readonly<StepState> = Object.freeze({
  status: 'pending',
  attempt: 0,
  waiting: false,
  dueAt: null,
  startedAt: null,
  command: null,
  replyTopics: Object.freeze([]) as readonly string[],
  effect: 'none',
  result: null,
  hasResult: false,
  error: null,
  order: null,
  round: 0,
});

/** The step and the attempt of a command. */
export interface SentCommand {
  readonly step: string;
  /** Its partition key. Absent in workflows of earlier releases. */
  readonly partition?: string;
  readonly attempt: number;
  readonly undo: boolean;
  /** Round of undoing. 0 for commands that do the step. */
  readonly round: number;
}

/** An event that came before the step that waits for it. */
export interface EarlyEvent {
  readonly topic: string;
  readonly operation: string | null;
  readonly payload: unknown;
  /** Whether the payload has no operation field of the sender. If absent, it has the form that runtime 0.1 stored. */
  readonly isStripped?: boolean;
  /** The verdict that its message states. If absent, what the payload states, as earlier releases stored it. */
  readonly verdict?: Verdict | null;
}

export type WorkflowStatus = 'running' | 'compensating' | 'completed' | 'failed';

/** Everything that an instance needs to continue after a restart, as plain JSON. */
export interface WorkflowState {
  /** Schema of the stored state. A state of an older schema is converted when it is read, and written as a whole. */
  schema: number;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly node: string;
  /** Owner of the workflow. Stores that several nodes share show a workflow only to its owner. */
  readonly owner: string;
  readonly operation: string;
  /** The start command without its payload, which is needed to answer it. */
  readonly start: Envelope;
  readonly input: unknown;
  /** A workflow that ended as failed is `compensating` again while a step that turned out to be done is undone. */
  status: WorkflowStatus;
  readonly startedAt: number;
  readonly deadline: number | null;
  /** When the start command was answered. */
  finishedAt: number | null;
  readonly steps: Record<string, StepState>;
  /** Number of steps that have completed so far. */
  completions: number;
  readonly commands: Record<string, SentCommand>;
  error: OnexErrorJson | null;
  /** By envelope ID of an input, the outputs that it caused. An input that is delivered again causes the same ones. */
  readonly answers: Record<string, readonly Output[]>;
  /** By envelope ID, events whose steps have not begun. */
  readonly early: Record<string, EarlyEvent>;
  /** Outputs of timeouts and retries that the bus has not acknowledged yet. */
  unsent: Output[];
  /** Since when outputs are unsent, in ms since 1970. */
  unsentAt: number;
  /** Instance that publishes the unsent outputs. Null if any instance may. */
  holder: string | null;
  /** When the workflow is next due, in ms since 1970. Null if only a message advances it. */
  dueAt: number | null;
  /** IDs of steps that should have been undone but are not. An operator has to act. */
  uncompensated: readonly string[];
  /** Counts the saves. A save is refused if another instance saved meanwhile. */
  version: number;
}

export function isFinished({ status }: WorkflowState): boolean {
  return status === 'completed' || status === 'failed';
}

/** Whether an operator has to act, because a step should have been undone but is not. */
export function isUncompensated({ uncompensated }: WorkflowState): boolean {
  return uncompensated.length > 0;
}

/** The time limit of the workflow, in ms. Null if it has none. */
export function allowedMs({ deadline, startedAt }: WorkflowState): number | null {
  return deadline === null ? null : deadline - startedAt;
}

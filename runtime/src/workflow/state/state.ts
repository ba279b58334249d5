import type { Envelope, Verdict } from '../../event-bus/index.ts';
import type { OnexErrorJson } from '../../errors/index.ts';
import type { Output } from '../../node/messages/index.ts';

/** Of the state's own form. A state of another number is converted, or refused; it is never guessed at. */
export const STATE_SCHEMA = 2;

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

/**
 * What is known of a step's effect.
 * - `none`: no command was sent, or its node answered each with a failure.
 * - `sent`: the command has no answer yet.
 * - `doubtful`: a timeout passed, so a later failure of the same step proves nothing.
 * - `done`: the node answered with success.
 */
export type Effect = 'none' | 'sent' | 'doubtful' | 'done';

export interface StepState {
  status: StepStatus;
  /** How often the command (while compensating: the undo command of this round) was sent; 0 before the first. */
  attempt: number;
  /** Between two attempts: `dueAt` is when the next begins. */
  waiting: boolean;
  /** Milliseconds since 1970: the attempt's timeout, or the next attempt's beginning. */
  dueAt: number | null;
  startedAt: number | null;
  /** The command that has no answer yet. After a timeout the same command is sent again. */
  command: Output | null;
  /** Topics on which the step's commands are answered: completed and failed in turn, the latest command's last. */
  replyTopics: readonly string[];
  effect: Effect;
  result: unknown;
  /** Whether there is a result; a result may be null. */
  hasResult: boolean;
  error: OnexErrorJson | null;
  /** Position among the completed steps, from 1; null: it did not complete. */
  order: number | null;
  /** Counts the times that undoing began again: after a late success, or because an operator asked for it. */
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

/** Which attempt of which step a command was. */
export interface SentCommand {
  readonly step: string;
  /** Its partition key; absent in workflows of earlier releases. */
  readonly partition?: string;
  readonly attempt: number;
  readonly undo: boolean;
  /** Of undoing; 0 for commands that do the step. */
  readonly round: number;
}

/** An event that came before the step that waits for it. */
export interface EarlyEvent {
  readonly topic: string;
  readonly operation: string | null;
  readonly payload: unknown;
  /** Whether the payload holds no operation of the sender's; absent: as runtime 0.1 stored it. */
  readonly isStripped?: boolean;
  /** What its message states about its verdict; absent: what the payload states, as earlier releases stored it. */
  readonly verdict?: Verdict | null;
}

export type WorkflowStatus = 'running' | 'compensating' | 'completed' | 'failed';

/** Everything that an instance needs to go on after a restart, as plain JSON. */
export interface WorkflowState {
  /** Of what is stored; a state of an older schema is converted as it is read, and written as a whole. */
  schema: number;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly node: string;
  /** Whose workflow it is: stores that several nodes share show a workflow only to its owner. */
  readonly owner: string;
  readonly operation: string;
  /** The start command without its payload, to answer it. */
  readonly start: Envelope;
  readonly input: unknown;
  /** A workflow that has ended as failed is `compensating` again while a step is undone that was found to be done. */
  status: WorkflowStatus;
  readonly startedAt: number;
  readonly deadline: number | null;
  /** When the start command was answered. */
  finishedAt: number | null;
  readonly steps: Record<string, StepState>;
  /** Steps that have completed so far. */
  completions: number;
  readonly commands: Record<string, SentCommand>;
  error: OnexErrorJson | null;
  /** By input's envelope id, the outputs that it caused: an input that is delivered again causes the same ones. */
  readonly answers: Record<string, readonly Output[]>;
  /** By envelope id, events whose steps have not begun. */
  readonly early: Record<string, EarlyEvent>;
  /** Outputs of timeouts and retries that the bus has not acknowledged yet. */
  unsent: Output[];
  /** Since when they are unsent, in ms since 1970. */
  unsentAt: number;
  /** Instance that publishes what is unsent; null: any instance may. */
  holder: string | null;
  /** When the workflow next needs a look, in ms since 1970; null: only a message moves it. */
  dueAt: number | null;
  /** Ids of steps that should have been undone and are not: an operator has to act. */
  uncompensated: readonly string[];
  /** Counts the saves; a save is refused when somebody else saved meanwhile. */
  version: number;
}

export function isFinished({ status }: WorkflowState): boolean {
  return status === 'completed' || status === 'failed';
}

/** Whether an operator has to act: a step should have been undone, and is not. */
export function isUncompensated({ uncompensated }: WorkflowState): boolean {
  return uncompensated.length > 0;
}

/** As long as the workflow may take: what its own timeout allows, in ms; null: it has none. */
export function allowedMs({ deadline, startedAt }: WorkflowState): number | null {
  return deadline === null ? null : deadline - startedAt;
}

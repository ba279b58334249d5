import type { OnexErrorJson } from '../../errors/index.ts';
import { isInconclusive } from './reply.ts';
import { isFinished, UNTOUCHED, type Effect, type StepState, type WorkflowState } from './state.ts';

/** A step under schema 1, as far as it differs. */
interface OldStep extends Omit<StepState, 'effect' | 'hasResult' | 'order' | 'round' | 'replyTopics'> {
  readonly unanswered?: boolean;
}

interface OldState extends Omit<WorkflowState, 'steps' | 'commands' | 'completions' | 'early'> {
  readonly steps: Readonly<Record<string, OldStep>>;
  readonly completed: readonly string[];
  readonly commands: Readonly<Record<string, { step: string; attempt: number; undo: boolean }>>;
}

/**
 * Converts a state of schema 1. It has that number until it is saved, when all of it is written.
 *
 * An unfinished workflow is due at once: schema 1 could leave one with nothing due although it could continue. The
 * engine then computes its next due time.
 */
export function fromSchema1(stored: object): WorkflowState {
  const { completed, ...old } = stored as OldState;
  const steps = Object.entries(old.steps).map(([id, step]): [string, StepState] => {
    const { unanswered: _, command, dueAt, ...rest } = step;
    const order = completed.indexOf(id);
    const hasResult = order !== -1;
    const effect = effectOf(step, hasResult);
    return [
      id,
      {
        ...UNTOUCHED,
        ...rest,
        command: isAnswered(step) ? null : command,
        // Schema 1 could hold a fraction of a millisecond, which no store accepts as a due time.
        dueAt: dueAt === null ? null : Math.ceil(dueAt),
        effect,
        hasResult,
        order: hasResult ? order + 1 : null,
      },
    ];
  });
  const state: WorkflowState = {
    ...old,
    owner: old.owner ?? old.node,
    steps: Object.fromEntries(steps),
    completions: completed.length,
    commands: Object.fromEntries(
      Object.entries(old.commands).map(([id, command]) => [id, { ...command, round: 0 }]),
    ),
    early: {},
    holder: null,
    dueAt: null,
    uncompensated: steps.filter(([, { status }]) => status === 'uncompensated').map(([id]) => id),
  };
  return isFinished(state) ? state : { ...state, dueAt: state.startedAt };
}

/**
 * Whether a failed reply ended the last attempt, in which case the next one needs a new command. Until then, schema 1
 * held the answered command. It did not record why an undo command is tried again, so the same command is sent, which
 * cannot undo the step twice.
 */
function isAnswered({ status, waiting, error }: OldStep): boolean {
  return status === 'running' && waiting && error !== null && !isOwnTimeout(error);
}

/** Whether the orchestrator itself wrote the error, because no reply came in time. */
function isOwnTimeout({ message, context }: OnexErrorJson): boolean {
  return message.startsWith(`Step ${String(context['step'])} had no reply `);
}

function effectOf(
  { status, unanswered, command, waiting, attempt, error }: OldStep,
  hasResult: boolean,
): Effect {
  if (hasResult) return 'done';
  if (unanswered === true || status === 'compensating' || status === 'uncompensated') return 'doubtful';
  if (attempt === 0) return 'none';
  if (error !== null && isInconclusive(error)) return 'doubtful';
  // A failed workflow blocked the running steps, and dropped their commands.
  const isSent = status === 'blocked' ? error === null : command !== null && !waiting;
  return isSent ? 'sent' : 'none';
}

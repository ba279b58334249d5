import { UNTOUCHED, type Effect, type StepState, type WorkflowState } from './state.ts';

/** What a step was under schema 1, as far as it differs. */
interface OldStep extends Omit<StepState, 'effect' | 'hasResult' | 'order' | 'round' | 'replyTopics'> {
  readonly unanswered?: boolean;
}

interface OldState extends Omit<WorkflowState, 'steps' | 'commands' | 'completions' | 'early'> {
  readonly steps: Readonly<Record<string, OldStep>>;
  readonly completed: readonly string[];
  readonly commands: Readonly<Record<string, { step: string; attempt: number; undo: boolean }>>;
}

/** Converts a state of schema 1. It keeps that number until it is saved, when all of it is written. */
export function fromSchema1(stored: object): WorkflowState {
  const { completed, ...old } = stored as OldState;
  const steps = Object.entries(old.steps).map(([id, step]): [string, StepState] => {
    const { unanswered: _, ...rest } = step;
    const order = completed.indexOf(id);
    const hasResult = order !== -1;
    const effect = effectOf(step, hasResult);
    return [id, { ...UNTOUCHED, ...rest, effect, hasResult, order: hasResult ? order + 1 : null }];
  });
  const due = steps.flatMap(([, { dueAt }]) => dueAt ?? []);
  return {
    ...old,
    owner: old.owner ?? old.node,
    steps: Object.fromEntries(steps),
    completions: completed.length,
    commands: Object.fromEntries(
      Object.entries(old.commands).map(([id, command]) => [id, { ...command, round: 0 }]),
    ),
    early: {},
    holder: null,
    dueAt: due.length === 0 ? old.deadline : Math.min(...due, old.deadline ?? Infinity),
    uncompensated: steps.filter(([, { status }]) => status === 'uncompensated').map(([id]) => id),
  };
}

function effectOf({ status, unanswered, command, waiting, attempt }: OldStep, hasResult: boolean): Effect {
  if (hasResult) return 'done';
  if (unanswered === true || status === 'compensating' || status === 'uncompensated') return 'doubtful';
  return attempt > 0 && command !== null && !waiting ? 'sent' : 'none';
}

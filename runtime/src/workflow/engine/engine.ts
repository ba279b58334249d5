import type { Envelope } from '../../event-bus/index.ts';
import type { Output } from '../../node/messages/index.ts';
import type { OnexError } from '../../errors/index.ts';
import { asStored, draftOf, emitEvent, errorJson, stateOf, type Draft } from './draft.ts';
import { keepEarly, takersOf } from './early-events.ts';
import { makeMove, movesOf, nextDue, type Move } from './moves.ts';
import { resultId } from './outcome.ts';
import type { Plan } from '../definition/index.ts';
import {
  meaningOf,
  type Reply,
  type StepEvent,
  isFinished,
  STATE_SCHEMA,
  UNTOUCHED,
  type WorkflowState,
} from '../state/index.ts';
import type { Report } from './report.ts';

/** The result of a turn of the engine: the state to save, then the outputs to publish. */
export interface Turn {
  readonly state: WorkflowState;
  readonly outputs: readonly Output[];
  /** For logs and metrics, after the turn is saved. */
  readonly reports: readonly Report[];
  /** Names of the parts of the state that the turn has changed. Default: all. */
  readonly changed?: ReadonlySet<string>;
}

export interface Start {
  readonly workflowId: string;
  /** Default: the node's name. */
  readonly owner?: string;
  readonly envelope: Envelope;
  readonly operation: string;
  readonly input: unknown;
}

/**
 * Runs workflows turn by turn. A turn is a function of (state, event, now). Timers, stores, and the bus are outside.
 *
 * A turn changes the given state in place, so its cost does not depend on the length of the workflow. A caller that
 * cannot save a turn discards the state and loads it again. A turn that is null has changed nothing.
 */
export interface WorkflowEngine {
  begin(plan: Plan, start: Start, now: number): Promise<Turn>;
  /**
   * Takes the reply to a command. Null if it changes nothing (late, or the failure of an attempt that was given up).
   */
  takeReply(plan: Plan, state: WorkflowState, reply: Reply, now: number): Promise<Turn | null>;
  /** Holds an event for a step that has yet to begin. Null if no step waits for it. */
  keepEvent(
    plan: Plan,
    state: WorkflowState,
    id: string,
    event: StepEvent,
    now: number,
  ): Promise<Turn | null>;
  /**
   * Does what is due by now: timeouts, next attempts, and the end of steps that the contract no longer has. Null if
   * nothing is due.
   */
  tick(plan: Plan, state: WorkflowState, now: number): Promise<Turn | null>;
  /**
   * Handles an output that the bus permanently refuses, for example because of its size. The step of a command fails
   * without another attempt, and a result is replaced by the failure of its workflow. Null if nothing depends on the
   * output.
   */
  takeRefusal(
    plan: Plan,
    state: WorkflowState,
    envelopeId: string,
    error: OnexError,
    now: number,
  ): Promise<Turn | null>;
  /** Undoes, once more, the steps that could not be undone. Null if there are none that the contract still has. */
  retryUndo(plan: Plan, state: WorkflowState, now: number): Promise<Turn | null>;
}

/** Makes the moves of one turn with `makeMove`, one after another, because each depends on the previous one. */
export type Drive = (draft: Draft, moves: Iterator<Move>) => Promise<void>;

/** An engine whose turns are run by `drive`. */
export function createEngine(drive: Drive): WorkflowEngine {
  const turn = async (draft: Draft, first: readonly Move[] = []): Promise<Turn> => {
    await drive(draft, movesOf(draft, first));
    const { state, outputs, reports, changed } = draft;
    state.dueAt = nextDue(draft);
    return { state, outputs, reports, changed };
  };
  const lostIn = ({ state, progress }: Draft): readonly Move[] =>
    progress.lost.length > 0 && !isFinished(state) ? [{ kind: 'lost' }] : [];
  return {
    async begin(plan, start, now) {
      const draft = draftOf(plan, newState(plan, start, now), now);
      emitEvent(draft, 'workflow-started');
      return { ...(await turn(draft)), changed: undefined };
    },
    async takeReply(plan, state, reply, now) {
      const sent = state.commands[reply.commandId];
      const step = sent && plan.byId.get(sent.step);
      if (sent === undefined || step === undefined) return null;
      const draft = draftOf(plan, state, now);
      const meaning = meaningOf(stateOf(draft, step), sent, reply);
      if (meaning === null) return null;
      return turn(draft, [{ kind: 'reply', step, reply, meaning }, ...lostIn(draft)]);
    },
    async keepEvent(plan, state, id, event, now) {
      if (takersOf(plan, state, event) === 0) return null;
      const draft = draftOf(plan, state, now);
      keepEarly(draft, id, event);
      return turn(draft);
    },
    async tick(plan, state, now) {
      if (isFinished(state)) return null;
      const draft = draftOf(plan, state, now);
      const lost = lostIn(draft);
      if (lost.length === 0 && (state.dueAt ?? Infinity) > now && draft.changed.size === 0) return null;
      const isOver = (state.deadline ?? Infinity) <= now;
      const due = [...draft.progress.active].flatMap((id) => {
        const step = plan.byId.get(id);
        return step !== undefined && (state.steps[id]?.dueAt ?? Infinity) <= now ? [step] : [];
      });
      return turn(draft, [
        ...lost,
        ...(isOver ? [{ kind: 'deadline' } as const] : []),
        ...due.toSorted((a, b) => a.index - b.index).map((step): Move => ({ kind: 'due', step })),
      ]);
    },
    async takeRefusal(plan, state, envelopeId, refusal, now) {
      const draft = draftOf(plan, state, now);
      const error = errorJson(draft, refusal);
      const isResult = envelopeId === resultId(state, state.status);
      if (isResult && isFinished(state)) return turn(draft, [{ kind: 'refused-result', error }]);
      const sent = state.commands[envelopeId];
      const step = sent && plan.byId.get(sent.step);
      if (step === undefined || stateOf(draft, step).command?.envelopeId !== envelopeId) return null;
      return turn(draft, [{ kind: 'refused-command', step, error }]);
    },
    async retryUndo(plan, state, now) {
      const steps = state.uncompensated.flatMap((id) => plan.byId.get(id) ?? []);
      if (steps.length === 0) return null;
      return turn(
        draftOf(plan, state, now),
        steps.map((step): Move => ({ kind: 'again', step })),
      );
    },
  };
}

/** The engine that needs no package. */
export const BUILTIN_ENGINE: WorkflowEngine = createEngine(async (draft, moves) => {
  for (let move = moves.next(); move.done !== true; move = moves.next()) await makeMove(draft, move.value);
});

function newState(
  plan: Plan,
  { workflowId, owner = plan.node, envelope, operation, input }: Start,
  now: number,
): WorkflowState {
  return {
    schema: STATE_SCHEMA,
    workflowId,
    workflowName: plan.name,
    node: plan.node,
    owner,
    operation,
    start: { ...envelope, payload: null },
    input: asStored(input, `The input of workflow ${workflowId}`),
    status: 'running',
    startedAt: now,
    deadline: plan.timeoutMs === null ? null : now + plan.timeoutMs,
    finishedAt: null,
    steps: Object.fromEntries(plan.steps.map(({ id }) => [id, { ...UNTOUCHED }])),
    completions: 0,
    commands: {},
    error: null,
    answers: {},
    early: {},
    unsent: [],
    unsentAt: now,
    holder: null,
    dueAt: null,
    uncompensated: [],
    version: 0,
  };
}

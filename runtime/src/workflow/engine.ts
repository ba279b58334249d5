import type { Envelope } from '../event-bus/index.ts';
import type { Output } from '../node/message.ts';
import { lostSteps } from './contract-change.ts';
import { draftOf, emitEvent, stateOf, type Draft } from './draft.ts';
import { makeMove, movesOf, type Move } from './moves.ts';
import type { Plan } from './plan.ts';
import type { Reply } from './reply.ts';
import { isFinished, nextDue, STATE_SCHEMA, UNTOUCHED, type WorkflowState } from './state.ts';

/** What a turn of the engine gives: the state to save, then the outputs to publish. */
export interface Turn {
  readonly state: WorkflowState;
  readonly outputs: readonly Output[];
}

export interface Start {
  readonly workflowId: string;
  /** Absent: the node's name. */
  readonly owner?: string;
  readonly envelope: Envelope;
  readonly operation: string;
  readonly input: unknown;
}

/** Runs workflows turn by turn; a function of (state, event, now): timers, stores and the bus are around it. */
export interface WorkflowEngine {
  begin(plan: Plan, start: Start, now: number): Promise<Turn>;
  /** Takes the reply to a command; null when it changes nothing (late, or the failure of an attempt long given up). */
  takeReply(plan: Plan, state: WorkflowState, reply: Reply, now: number): Promise<Turn | null>;
  /** Does what is due by now: time-outs, next attempts, the end of what the contract has no more; null when nothing is. */
  tick(plan: Plan, state: WorkflowState, now: number): Promise<Turn | null>;
}

/** Makes the moves of one turn, each with `makeMove`, one after the other; which comes next depends on the last. */
export type Drive = (draft: Draft, moves: Iterator<Move>) => Promise<void>;

/** An engine whose turns are driven by `drive`. */
export function createEngine(drive: Drive): WorkflowEngine {
  const turn = async (draft: Draft, first: readonly Move[] = []): Promise<Turn> => {
    await drive(draft, movesOf(draft, first));
    return { state: draft.state, outputs: draft.outputs };
  };
  const lostIn = (plan: Plan, state: WorkflowState): readonly Move[] =>
    lostSteps(plan, state).length > 0 ? [{ kind: 'lost' }] : [];
  return {
    async begin(plan, start, now) {
      const draft = draftOf(plan, newState(plan, start, now), now);
      emitEvent(draft, 'workflow-started');
      return turn(draft);
    },
    async takeReply(plan, state, reply, now) {
      const { commandId, error } = reply;
      const sent = state.commands[commandId];
      const step = sent && plan.byId.get(sent.step);
      if (sent === undefined || step === undefined || isFinished(state)) return null;
      const draft = draftOf(plan, state, now);
      const own = stateOf(draft, step);
      if (own.status !== (sent.undo ? 'compensating' : 'running')) return null;
      // A late success counts whichever attempt it is of; a late failure says nothing about the present attempt.
      if (error !== null && (sent.attempt !== own.attempt || own.waiting)) return null;
      return turn(draft, [{ kind: 'reply', step, reply }, ...lostIn(plan, state)]);
    },
    async tick(plan, state, now) {
      const lost = lostIn(plan, state);
      if (lost.length === 0 && (nextDue(state) ?? Infinity) > now) return null;
      const isOver = (state.deadline ?? Infinity) <= now;
      const dueSteps = plan.steps.filter(({ id }) => (state.steps[id]?.dueAt ?? Infinity) <= now);
      return turn(draftOf(plan, state, now), [
        ...lost,
        ...(isOver ? [{ kind: 'deadline' } as const] : []),
        ...dueSteps.map((step) => ({ kind: 'due', step }) as const),
      ]);
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
    input,
    status: 'running',
    startedAt: now,
    deadline: plan.timeoutMs === null ? null : now + plan.timeoutMs,
    finishedAt: null,
    steps: Object.fromEntries(plan.steps.map(({ id }) => [id, { ...UNTOUCHED }])),
    completed: [],
    commands: {},
    error: null,
    answers: {},
    unsent: [],
    unsentAt: now,
    version: 0,
  };
}

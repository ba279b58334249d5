import { asStored, type Draft } from './draft.ts';
import type { Plan, PlannedStep } from '../definition/index.ts';
import {
  failureIn,
  operationFits,
  type Reply,
  type StepEvent,
  partName,
  type EarlyEvent,
  type WorkflowState,
} from '../state/index.ts';

/** Maximum number of events that a workflow holds for steps that have not begun, and of characters of each. */
const MOST = 32;
const LONGEST = 65_536;

/** How many steps that have not ended may take an event like this one. 0 in a workflow that starts no more steps. */
export function takersOf(plan: Plan, state: WorkflowState, event: StepEvent): number {
  if (state.status !== 'running') return 0;
  return plan.steps.filter((step) => {
    const status = state.steps[step.id]?.status ?? 'pending';
    return (status === 'pending' || status === 'running') && fits(step, event);
  }).length;
}

/** Holds an event for its step. An event that several steps may take, or for which there is no room, is reported. */
export function keepEarly({ plan, state, changed, reports }: Draft, id: string, event: StepEvent): void {
  const { topic, operation, payload, isStripped = false, verdict } = event;
  const isClear = takersOf(plan, state, event) === 1;
  const hasRoom = Object.keys(state.early).length < MOST && JSON.stringify(payload ?? null).length <= LONGEST;
  if (!isClear || !hasRoom) {
    reports.push({ kind: 'unconsumed', topics: [topic] });
    return;
  }
  const stored = { topic, operation, payload: asStored(payload, `An event on ${topic}`), isStripped };
  state.early[id] = verdict === undefined ? stored : { ...stored, verdict };
  changed.add(partName('early', id));
}

export function forgetEarly({ state, changed }: Draft, id: string): void {
  delete state.early[id];
  changed.add(partName('early', id));
}

/** A held event and the step that now waits for it. Null if there is none. */
export function earlyEventFor({
  plan,
  state,
  progress,
}: Draft): { readonly step: PlannedStep; readonly id: string; readonly reply: Reply } | null {
  for (const [id, event] of Object.entries(state.early)) {
    for (const stepId of progress.active) {
      const step = plan.byId.get(stepId);
      const command = state.steps[stepId]?.command ?? null;
      if (step === undefined || command === null || !fits(step, event)) continue;
      const commandId = String(command.envelopeId);
      return { step, id, reply: { commandId, ...failureIn(step, event, state.steps[stepId]) } };
    }
  }
  return null;
}

function fits(step: PlannedStep, { topic, operation }: EarlyEvent | StepEvent): boolean {
  return [step.completedTopic, step.failedTopic].includes(topic) && operationFits(step.operation, operation);
}

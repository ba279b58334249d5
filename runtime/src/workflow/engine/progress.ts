import type { OnexErrorJson } from '../../errors/index.ts';
import { deepFreeze } from '../../values/index.ts';
import type { Plan, PlannedStep, AnyResults } from '../definition/index.ts';
import { UNTOUCHED, type StepState, type StepStatus, type WorkflowState } from '../state/index.ts';

/**
 * Facts about a workflow that do not require a scan of its steps, so the cost of a turn does not depend on the number
 * of steps. It is derived from the plan and the state, held only in memory, and updated with every change of a step.
 */
export interface Progress {
  /** IDs of steps that run or are being undone. */
  readonly active: ReadonlySet<string>;
  readonly running: number;
  readonly pending: number;
  /** Steps that the workflow has begun and its contract no longer has. */
  readonly lost: readonly string[];
  /** Results of the steps that have completed by now. Readers cannot change them. */
  readonly results: AnyResults;
  readonly errors: Readonly<Record<string, OnexErrorJson>>;
  /** Pending steps of which a dependency has changed. Reading them clears them. */
  takeUnchecked(): Iterable<PlannedStep>;
  /** A step all of whose dependencies are met. */
  addReady(step: PlannedStep): void;
  /** The first of these steps, in the contract's order, that is still pending. */
  firstReady(): PlannedStep | undefined;
  follow(id: string, before: StepStatus, now: Readonly<StepState>): void;
}

const known = new WeakMap<WorkflowState, { readonly plan: Plan; readonly progress: Progress }>();

/**
 * The progress of a state. Steps that the contract has gained since the state was saved are added to it.
 * @param onAdded Called with the id of each added step.
 */
export function progressOf(plan: Plan, state: WorkflowState, onAdded: (id: string) => void): Progress {
  const cached = known.get(state);
  if (cached?.plan === plan) return cached.progress;
  for (const { id } of plan.steps) {
    if (Object.hasOwn(state.steps, id)) continue;
    state.steps[id] = { ...UNTOUCHED };
    onAdded(id);
  }
  const progress = createProgress(plan, state);
  known.set(state, { plan, progress });
  return progress;
}

function createProgress(plan: Plan, state: WorkflowState): Progress {
  const statusOf = (id: string): StepStatus | undefined => state.steps[id]?.status;
  const all = Object.entries(state.steps);
  const active = new Set(all.filter(([, { status }]) => isActive(status)).map(([id]) => id));
  const unchecked = new Set(plan.steps.filter(({ id }) => statusOf(id) === 'pending'));
  const ready: PlannedStep[] = [];
  const count = (wanted: StepStatus): number =>
    plan.steps.reduce((sum, { id }) => sum + (statusOf(id) === wanted ? 1 : 0), 0);
  let running = count('running');
  let pending = count('pending');
  let live: Record<string, unknown> | null = null;
  let results: AnyResults | null = null;
  let errors: Readonly<Record<string, OnexErrorJson>> | null = null;
  const foreign = all.map(([id]) => id).filter((id) => !plan.byId.has(id));

  return {
    active,
    get running() {
      return running;
    },
    get pending() {
      return pending;
    },
    get lost() {
      return foreign.filter((id) => isLost(state.steps[id] as StepState));
    },
    get results() {
      live ??= Object.fromEntries(
        Object.entries(state.steps)
          .filter(([, { status }]) => status === 'completed')
          .map(([id, { result }]) => [id, deepFreeze(result)]),
      );
      results ??= readOnly(live);
      return results;
    },
    get errors() {
      errors ??= Object.freeze(
        Object.fromEntries(
          Object.entries(state.steps).flatMap(([id, { error }]) =>
            error === null ? [] : [[id, deepFreeze(error)]],
          ),
        ),
      );
      return errors;
    },
    *takeUnchecked() {
      // The iteration of a set also yields elements that are added during it.
      for (const step of unchecked) {
        unchecked.delete(step);
        if (statusOf(step.id) === 'pending') yield step;
      }
    },
    addReady(step) {
      const place = ready.findLastIndex(({ index }) => index <= step.index);
      if (ready[place] !== step) ready.splice(place + 1, 0, step);
    },
    firstReady() {
      while (ready[0] !== undefined && statusOf(ready[0].id) !== 'pending') ready.shift();
      return ready[0];
    },
    follow(id, before, { status, error, result }) {
      if (live !== null && status === 'completed') setOwn(live, id, deepFreeze(result));
      else if (live !== null && before === 'completed') delete live[id];
      if ((errors?.[id] ?? null) !== error) errors = null;
      if (before === status) return;
      if (isActive(status)) active.add(id);
      else active.delete(id);
      if (!plan.byId.has(id)) return;
      running += Number(status === 'running') - Number(before === 'running');
      pending += Number(status === 'pending') - Number(before === 'pending');
      if (status === 'running') return;
      for (const dependent of plan.dependents.get(id) ?? []) unchecked.add(dependent);
    },
  };
}

/** A read-only view of an object. A copy for each reader would cost more with every step. */
function readOnly(target: Record<string, unknown>): AnyResults {
  const refuse = (): boolean => false;
  return new Proxy(target, {
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    setPrototypeOf: refuse,
    preventExtensions: refuse,
  });
}

/** The IDs of steps are any text. `__proto__` is a key like any other. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function isActive(status: StepStatus): boolean {
  return status === 'running' || status === 'compensating';
}

/** A step that never began is not lost, so it is left out. A removed step can be neither awaited nor undone. */
function isLost({ status, effect }: StepState): boolean {
  return isActive(status) || (status === 'completed' && effect === 'done');
}

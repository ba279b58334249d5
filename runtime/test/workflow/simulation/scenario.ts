import type { Plan } from '../../../src/workflow/definition/plan.ts';
import type { Step } from '../../../src/workflow/index.ts';
import { planOf, type PlanOptions } from '../sample-plan.ts';
import type { Random } from './random.ts';

/** How likely each fault is in one run, from 0 to 1. */
export interface Faults {
  /** Of an instance, at each of its save points. */
  readonly crash: number;
  /** Of a node, after its effect and before its answer is kept. */
  readonly nodeCrash: number;
  readonly duplicate: number;
  /** Messages and handlers that take longer than any step waits. */
  readonly late: number;
  readonly failure: number;
  readonly undoFailure: number;
  /** Of a call to the store or the bus, to begin an outage. */
  readonly outage: number;
  readonly versionChange: boolean;
  readonly upperCase: boolean;
  readonly refusesUndone: boolean;
}

export interface Scenario {
  readonly plan: Plan;
  /** What the instances run after a change of version; the same where there is none. */
  readonly nextPlan: Plan;
  readonly workflows: number;
  readonly instances: number;
  readonly faults: Faults;
}

export function createScenario(random: Random): Scenario {
  const options = randomPlan(random);
  const some = (most: number): number => (random.chance(0.5) ? random.next() * most : 0);
  const faults: Faults = {
    crash: some(0.06),
    nodeCrash: some(0.2),
    duplicate: some(0.4),
    late: some(0.4),
    failure: some(0.4),
    undoFailure: some(0.3),
    outage: some(0.03),
    versionChange: random.chance(0.25),
    upperCase: random.chance(0.2),
    refusesUndone: random.chance(0.3),
  };
  return {
    plan: toPlan(options, random),
    nextPlan: toPlan(faults.versionChange ? changed(options, random) : options, random),
    workflows: random.between(1, 3),
    instances: random.between(1, 2),
    faults,
  };
}

function toPlan(options: PlanOptions, random: Random): Plan {
  const plan = planOf(options);
  return { ...plan, retry: { ...plan.retry, exponentialBase: 1 + random.between(0, 20) / 10 } };
}

function randomPlan(random: Random): PlanOptions {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, random.between(1, 7));
  const steps = ids.map((id, index) => {
    const after = ids.slice(0, index).filter(() => random.chance(0.4));
    return [id, { after, extra: randomExtra(random), code: randomCode(random, id) }] as const;
  });
  const timeout = random.chance(0.3) ? `, timeout_ms: ${random.between(200, 2_000)}` : '';
  const recovery = random.pick(['compensate', 'compensate', 'compensate', 'fail_fast', 'continue']);
  return {
    rules:
      `{execution_mode: parallel, max_parallel_branches: ${random.between(1, 4)}, ` +
      `failure_recovery_strategy: ${recovery}, max_retries: ${random.between(0, 3)}${timeout}}`,
    // The order in which steps are listed is not the order in which they depend on each other.
    steps: Object.fromEntries(random.shuffle(steps)),
  };
}

function randomExtra(random: Random): string {
  const compensation = random.chance(0.8) ? ', compensation: undo' : '';
  return `${compensation}, timeout_ms: ${random.between(40, 300)}`;
}

function randomCode(random: Random, id: string): Step {
  if (random.chance(0.1)) return { run: () => ({ id }) };
  const asText = (value: unknown): object => ({ id, seen: JSON.stringify(value).length });
  return {
    command: async ({ results }) => asText(results),
    ...(random.chance(0.1) && { when: () => false }),
    ...(random.chance(0.1) && { completed: () => fail(`the reply to ${id} lacks a field`) }),
    ...(random.chance(0.5) && {
      compensate: ({ results, idempotencyKey }) => ({ of: idempotencyKey, ...results }),
    }),
    ...(random.chance(0.05) && { compensate: () => fail(`${id} cannot say how it is undone`) }),
  };
}

function fail(message: string): never {
  throw new Error(message);
}

/** The next version of a contract: it gains a step, or loses the last one. */
function changed(options: PlanOptions, random: Random): PlanOptions {
  const ids = Object.keys(options.steps);
  const waitedFor = new Set(Object.values(options.steps).flatMap(({ after = [] }) => after));
  const last = ids.find((id) => !waitedFor.has(id));
  if (random.chance(0.5) && ids.length > 1 && last !== undefined) {
    const { [last]: _, ...steps } = options.steps;
    return { ...options, steps };
  }
  const gained = { after: random.chance(0.5) ? [random.pick(ids)] : [], extra: randomExtra(random) };
  return { ...options, steps: { ...options.steps, z: gained } };
}

import { createEnvelope } from '../../../src/event-bus/index.ts';
import { OnexError } from '../../../src/errors/index.ts';
import type { Message, Output } from '../../../src/node/index.ts';
import { BUILTIN_ENGINE } from '../../../src/workflow/engine/engine.ts';
import type { WorkflowStore } from '../../../src/workflow/index.ts';
import { WorkflowRunner, type RunnerOptions } from '../../../src/workflow/run/runner.ts';
import { planOf, type PlanOptions } from '../sample-plan.ts';
import { createLogger } from '../simulation/recording-logger.ts';
import { createWorld, type World } from '../simulation/world.ts';

export interface TestRunner {
  readonly runner: WorkflowRunner;
  readonly world: World;
  /** Outputs that no message caused. */
  readonly outputs: Output[];
  /** Warnings and errors. */
  readonly told: string[];
}

/** A runner in virtual time. */
export function runnerOn(
  store: WorkflowStore,
  options: PlanOptions,
  { world = createWorld(), ...more }: Partial<RunnerOptions> & { readonly world?: World } = {},
): TestRunner {
  const outputs: Output[] = [];
  const told: string[] = [];
  const runner = new WorkflowRunner({
    plan: planOf(options),
    engine: BUILTIN_ENGINE,
    store,
    logger: createLogger(told),
    clock: world,
    sink: () => async (given) => {
      outputs.push(...given);
    },
    ...more,
  });
  return { runner, world, outputs, told };
}

/** Lets virtual time pass. */
export async function pass(world: World, ms: number): Promise<void> {
  await world.play(async () => false, ms);
}

/** An event that names no command as its cause. */
export function eventOn(topic: string, payload: object, correlationId: string): Message {
  return { payload, envelope: createEnvelope(payload, { correlationId }), topic };
}

export const unavailable = (): never => {
  throw new OnexError('DEPENDENCY_UNAVAILABLE', 'The store is unavailable.');
};

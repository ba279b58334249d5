/**
 * A workflow before it runs: the steps and their code as the generated node writes them, and the plan that the engine
 * reads from them and from the contract. Guarantees: a plan is checked once, at start; a step that is missing in the
 * contract or in the code is an error that names the place. It must not know messages, stores, or time.
 */
export { placeOf } from './code-place.ts';
export { createPlan, type Plan, type PlannedStep } from './plan.ts';
export type { AnyResults, ResultsOf, StepTypes } from './step-types.ts';
export {
  StartEvent,
  StopEvent,
  Workflow,
  step,
  type Context,
  type Step,
  type StepTable,
} from './workflow.ts';

/**
 * Reports what can never work in the workflow of an orchestrator: routes without a handler, operations without a step,
 * and bindings that are not used. It changes nothing in the model.
 */
export { refuseUnstartable, reportUnrouted } from './check-routes.ts';
export { warnOfSharedSteps } from './shared-steps.ts';
export { reportUnusedBindings } from './unused-bindings.ts';

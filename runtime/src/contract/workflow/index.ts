/**
 * The workflow of an orchestrator as its contract states it: reads steps and their order, binds each step to the node
 * that does it, and reports what can never run.
 */
export { bindingsOf } from './bindings.ts';
export {
  refuseUnstartable,
  reportUnrouted,
  warnOfSharedSteps,
  reportUnusedBindings,
} from './checks/index.ts';
export { completedTopicOf } from './completed-topic.ts';
export { findCycle, type GraphNode } from './graph.ts';
export { readWorkflow, stepPlace, type WrittenWorkflow } from './read-workflow.ts';
export { handlerRoutes } from './route-handlers.ts';
export { readIntentTable } from './step-config.ts';

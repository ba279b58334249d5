export {
  StartEvent,
  StopEvent,
  Workflow,
  step,
  type Context,
  type Step,
  type StepTable,
} from './definition/workflow.ts';
export type { ResultsOf, StepTypes } from './definition/step-types.ts';
export { markPlaceholder } from '../node/operations/placeholder.ts';
export { NodeOrchestrator, type OrchestratorDefinition } from './node-orchestrator.ts';
export { openPostgresWorkflowStore } from './stores/postgres-store.ts';
export { openSqliteWorkflowStore } from './stores/sqlite-store.ts';
export { createMemoryWorkflowStore } from './stores/memory-store.ts';
export { WORKFLOW_CLOCK, type Clock, type UnreadableEntry } from './run/index.ts';
export type { UncompensatedEntry } from './run/runner.ts';
export { UnreadableWorkflow } from './state/state-json.ts';
export { WORKFLOW_STORE, type WorkflowStore } from './stores/store.ts';
export type { SentCommand, StepState, StepStatus, WorkflowState, WorkflowStatus } from './state/state.ts';
export type { EngineName } from './choose-engine.ts';

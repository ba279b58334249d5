export {
  StartEvent,
  StopEvent,
  Workflow,
  step,
  type Context,
  type Step,
  type StepTable,
} from './workflow.ts';
export type { ResultsOf, StepTypes } from './step-types.ts';
export { markPlaceholder } from '../node/placeholder.ts';
export { NodeOrchestrator, type OrchestratorDefinition } from './node-orchestrator.ts';
export { openPostgresWorkflowStore } from './postgres-store.ts';
export { openSqliteWorkflowStore } from './sqlite-store.ts';
export { createMemoryWorkflowStore } from './memory-store.ts';
export { WORKFLOW_CLOCK, type Clock, type UnreadableEntry } from './run/index.ts';
export type { UncompensatedEntry } from './runner.ts';
export { UnreadableWorkflow } from './state-json.ts';
export { WORKFLOW_STORE, type WorkflowStore } from './store.ts';
export type { SentCommand, StepState, StepStatus, WorkflowState, WorkflowStatus } from './state.ts';
export type { EngineName } from './choose-engine.ts';

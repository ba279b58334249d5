/**
 * Orchestrators: the base class `NodeOrchestrator`, the definition of steps, the engines, and the stores of workflows.
 * A workflow survives a crash of its process at any point: it continues from its last saved turn. `run/` explains how
 * a turn, its save, and its outputs belong together. It must not know transports.
 */
export {
  StartEvent,
  StopEvent,
  Workflow,
  step,
  type Context,
  type Step,
  type StepTable,
  type ResultsOf,
  type StepTypes,
} from './definition/index.ts';
export { markPlaceholder } from '../node/operations/index.ts';
export { NodeOrchestrator, type OrchestratorDefinition } from './node-orchestrator.ts';
export {
  openPostgresWorkflowStore,
  openSqliteWorkflowStore,
  createMemoryWorkflowStore,
  WORKFLOW_STORE,
  type WorkflowStore,
} from './stores/index.ts';
export { WORKFLOW_CLOCK, type Clock, type UncompensatedEntry, type UnreadableEntry } from './run/index.ts';
export {
  UnreadableWorkflow,
  type SentCommand,
  type StepState,
  type StepStatus,
  type WorkflowState,
  type WorkflowStatus,
} from './state/index.ts';
export type { EngineName } from './choose-engine.ts';

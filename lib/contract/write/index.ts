/**
 * Writes the parts of a new contract from answers: operations, topics, state machine, and workflow. The same
 * answers give the same text. This folder does not read files.
 */
export type { ContractAnswers, StepAnswer } from './answers.ts';
export { machineText } from './machine.ts';
export {
  computeOperations,
  effectOperations,
  handleOperation,
  runOperation,
  triggerOperations,
  type OperationText,
} from './operations.ts';
export { topicsOf } from './topics.ts';
export { workflowText, workflowTimeoutMs } from './workflow-text.ts';
export { stepTexts } from './workflow.ts';
export { LINE_WIDTH, layOut, yamlText } from './yaml-text.ts';

/**
 * The view for the templates of an orchestrator's steps: the command of each step, its payload, and the reply of the
 * driven node.
 */
export { stepMessages } from './messages.ts';
export { stepView } from './step.ts';
export { stopAnswer } from './stop-answer.ts';
export { stepTargets, type StepTarget } from './target.ts';
export { stepTypes } from './types.ts';

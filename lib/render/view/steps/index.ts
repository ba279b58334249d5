/**
 * What the templates of an orchestrator's steps see: the command of each step, its payload, and the answer of the
 * node that it drives.
 */
export { stepMessages } from './messages.ts';
export { stepView } from './step.ts';
export { stopAnswer } from './stop-answer.ts';
export { stepTargets, type StepTarget } from './target.ts';
export { stepTypes } from './types.ts';

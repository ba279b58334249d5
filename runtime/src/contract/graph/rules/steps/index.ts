/**
 * The rules about the steps of orchestrators: which node does a step, and whether its fields and its version fit.
 */
export { nodeOfStep, operationOfStep, stepsBefore } from './step-target.ts';
export { stepFaults } from './steps.ts';

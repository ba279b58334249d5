/**
 * The view for the templates of test files: sample payloads, expected topics, and cases that a node passes before the
 * user writes code.
 */
export { effectTestView } from './effect-tests.ts';
export {
  computeTestView,
  orchestratorTestView,
  refusedOperation,
  sampled,
  samplesLiteral,
  topicsLiteral,
} from './tests.ts';

/**
 * What the templates of test files see: sample payloads, expected topics, and cases that a node passes before its
 * owner writes code.
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

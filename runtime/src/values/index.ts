/**
 * Functions about values that have no dependencies: JSON, decimals, texts, and asynchronous work. It must not know
 * nodes, contracts, or the bus.
 */
export { beginningOf } from './beginning-of.ts';
export { monotonicNow, steadyNow, isThenable, LONGEST_TIMER, onAbort } from './async/index.ts';
export {
  commonStep,
  compareDecimal,
  decimalDigits,
  isDecimalMultiple,
  multipleFrom,
  decimalBounds,
  type DecimalBounds,
} from './decimal/index.ts';
export {
  deepFreeze,
  findChange,
  type Change,
  asJson,
  isJson,
  jsonText,
  requireJson,
  stableJson,
} from './json/index.ts';
export { withoutEmpty } from './without-empty.ts';

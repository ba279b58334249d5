export { beginningOf } from './beginning-of.ts';
export { monotonicNow, steadyNow } from './async/clock.ts';
export {
  commonStep,
  compareDecimal,
  decimalDigits,
  isDecimalMultiple,
  multipleFrom,
} from './decimal/decimal.ts';
export { decimalBounds, type DecimalBounds } from './decimal/decimal-bounds.ts';
export { deepFreeze } from './json/deep-freeze.ts';
export { findChange, type Change } from './json/find-change.ts';
export { isThenable } from './async/is-thenable.ts';
export { asJson, isJson, jsonText, requireJson } from './json/json-text.ts';
export { LONGEST_TIMER } from './async/longest-timer.ts';
export { onAbort } from './async/on-abort.ts';
export { withoutEmpty } from './without-empty.ts';
export { stableJson } from './json/stable-json.ts';

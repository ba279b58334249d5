/**
 * Places in a contract and the plain values at them: text, numbers, booleans, free mappings, and literals.
 * Guarantees: every key that is read is recorded, so that the rest can be reported; a finding names its line and
 * column; nothing is guessed from a value of a wrong type.
 */
export { fitter, isJson, type Models } from './coerce.ts';
export { jsonValue } from './json-value.ts';
export { literal } from './literal.ts';
export { isObjectKey, refuseObjectKey } from './object-keys.ts';
export {
  at,
  describe,
  entries,
  error,
  expectMapping,
  firstOf,
  firstPlace,
  forPeople,
  has,
  idle,
  isAbsent,
  isFull,
  isMapping,
  items,
  mistake,
  note,
  peek,
  shownOnly,
  warn,
  whole,
  type Aliases,
  type Log,
  type Place,
} from './place.ts';
export {
  LONGEST_WAIT_MS,
  flag,
  isNoLimit,
  milliseconds,
  number,
  oneOf,
  prose,
  text,
  timeLimit,
  toBoolean,
  word,
  words,
} from './scalars.ts';
export { reportUnsampled } from './unsampled.ts';

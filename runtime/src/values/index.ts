export { commonStep, compareDecimal, decimalDigits, isDecimalMultiple, multipleFrom } from './decimal.ts';
export { deepFreeze } from './deep-freeze.ts';
export { editDistance } from './edit-distance.ts';
export { isJson, jsonText } from './json-text.ts';
export { LONGEST_TIMER } from './longest-timer.ts';
export { stableJson } from './stable-json.ts';

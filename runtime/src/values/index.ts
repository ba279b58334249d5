export { commonStep, compareDecimal, decimalDigits, isDecimalMultiple, multipleFrom } from './decimal.ts';
export { decimalBounds, type DecimalBounds } from './decimal-bounds.ts';
export { deepFreeze } from './deep-freeze.ts';
export { editDistance } from './edit-distance.ts';
export { findChange, type Change } from './find-change.ts';
export { asJson, isJson, jsonText, requireJson } from './json-text.ts';
export { LONGEST_TIMER } from './longest-timer.ts';
export { LONGEST_LINE, terminalLine, terminalLines, visible } from './visible.ts';
export { stableJson } from './stable-json.ts';

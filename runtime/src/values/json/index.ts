/**
 * Values that survive a round trip through JSON: what it would change, the text of a value, and its parts in a source
 * text.
 */
export { deepFreeze } from './deep-freeze.ts';
export { findChange, type Change } from './find-change.ts';
export { asJson, isJson, jsonText, requireJson } from './json-text.ts';
export { stableJson } from './stable-json.ts';

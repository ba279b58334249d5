export { deepFreeze } from './deep-freeze.ts';
export { isJson, jsonText } from './json-text.ts';
export { stableJson } from './stable-json.ts';

export { deepFreeze } from './deep-freeze.ts';
export { jsonText } from './json-text.ts';
export { stableJson } from './stable-json.ts';

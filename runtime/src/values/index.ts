export { deepFreeze } from './deep-freeze.ts';
export { stableJson } from './stable-json.ts';

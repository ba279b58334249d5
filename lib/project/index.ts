export { findNode, nodeNames, readNodeContract } from './nodes.ts';
export { findPlace, type Place } from './place.ts';
export { SETTINGS_FILE, SETTINGS_KEY, type Settings } from './settings.ts';

/**
 * Writes a merged tree into the owner's text, key by key. Everything that the merge did not change stays byte for
 * byte, comments included. A change that cannot be written this way gives null.
 */
export { apply } from './apply.ts';

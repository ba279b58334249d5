/**
 * Writes a merged tree into the user's text, key by key. Everything that the merge did not change stays the same byte
 * for byte, including comments. A change that cannot be written this way gives null.
 */
export { apply } from './apply.ts';

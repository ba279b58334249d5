/**
 * The strict rules of the Python ecosystem (omnibase-core 0.47), checked offline.
 *
 * Guarantees
 * 1. Each violation has a position in the text.
 * 2. A check never throws.
 *
 * The rules must not depend on what this generator can render.
 */
export { checkStrict, strictFaults } from './check-strict.ts';
export { STRICT } from './kinds.ts';

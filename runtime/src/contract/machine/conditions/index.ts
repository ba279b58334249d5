/**
 * The conditions of a state machine: parses expressions, evaluates them as Python does, and names the guards that the
 * owner writes. It must not know states or transitions.
 */
export { parseCondition, type KnownFields } from './conditions.ts';
export { guardNames } from './guard-names.ts';

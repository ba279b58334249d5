import type { Rule } from './scalars.ts';

const MACHINES: ReadonlySet<unknown> = new Set(['state_machine', 'state_transitions', 'fsm']);
const REFERENCES = [
  ['initial_state'],
  ['initial'],
  ['terminal_states'],
  ['error_states'],
  ['transitions', 'from_state'],
  ['transitions', 'from'],
  ['transitions', 'to_state'],
  ['transitions', 'to'],
  ['states', 'state_name'],
  ['states', 'name'],
  ['states'],
];

/**
 * Renames a state of a reducer's machine: the state, the transitions from it and to it, and its uses as an initial or
 * terminal state.
 */
export function stateRule(from: string, to: string): Rule {
  return ({ path, isKey, value }) => {
    if (!MACHINES.has(path[0])) return null;
    const keys = path.slice(1).filter((part) => typeof part === 'string');
    // `states` may be a mapping by name.
    if (keys[0] === 'states' && typeof path[2] === 'string') {
      if (isKey) return path.length === 3 && value === from ? to : null;
      return value === from && path.length === 4 && ['state_name', 'name'].includes(keys[2] ?? '')
        ? to
        : null;
    }
    if (isKey || !REFERENCES.some((one) => one.join('.') === keys.join('.'))) return null;
    if (value === from) return to;
    // Several states in one text, separated by commas.
    const parts = value.split(/(\s*,\s*)/);
    return parts.length > 1 ? parts.map((part) => (part === from ? to : part)).join('') : null;
  };
}

import type { ActionType, MachineAction, MachineState } from '../model.ts';
import { at, entries, error, expectMapping, firstOf, isAbsent, isMapping, items } from '../read/place.ts';
import type { Place } from '../read/place.ts';
import { flag, number, prose, word, words } from '../read/scalars.ts';
import { checkMachine } from './check-machine.ts';
import type { PlacedMachine } from './check-machine.ts';
import type { WrittenCondition, WrittenMachine, WrittenTransition } from './settle-machine.ts';

const MACHINE_KEYS = new Set([
  'state_machine_name',
  'name',
  'state_machine_version',
  'version',
  'description',
  'initial_state',
  'states',
  'transitions',
  'terminal_states',
  'error_states',
  'operations',
  'persistence_enabled',
  'recovery_enabled',
  'rollback_enabled',
  'conflict_resolution_enabled',
  'checkpoint_interval_ms',
  'max_checkpoints',
  'concurrent_transitions_allowed',
  'strict_validation_enabled',
  'state_monitoring_enabled',
  'event_logging_enabled',
]);
const STATE_KEYS = new Set([
  'state_name',
  'name',
  'state_type',
  'version',
  'description',
  'is_terminal',
  'is_recoverable',
  'entry_actions',
  'exit_actions',
  'required_data',
  'optional_data',
  'validation_rules',
  'timeout_ms',
]);
const TRANSITION_KEYS = new Set([
  'from_state',
  'to_state',
  'from',
  'to',
  'trigger',
  'event',
  'transition_name',
  'name',
  'version',
  'description',
  'conditions',
  'actions',
  'priority',
  'timeout_ms',
]);
const CONDITION_KEYS = new Set([
  'expression',
  'required',
  'condition_name',
  'condition_type',
  'version',
  'error_message',
  'retry_count',
  'timeout_ms',
  'description',
]);
const ACTION_KEYS = new Set([
  'action_name',
  'name',
  'action_type',
  'type',
  'version',
  'description',
  'is_critical',
  'execution_order',
  'rollback_action',
  'action_config',
  'timeout_ms',
  'payload',
]);

/**
 * `state_machine` of a reducer, checked; null when absent or beyond use (then with errors). Its conditions are parsed
 * later, by `settleMachine`: what a word in a condition means depends on the fields of the operations.
 */
export function readMachine(root: Place): WrittenMachine | null {
  const place = firstOf(root, 'state_machine', 'state_transitions', 'fsm');
  if (!expectMapping(place, MACHINE_KEYS)) return null;
  const terminal = new Set(words(at(place, 'terminal_states')));
  const types = actionTypes(place);
  const states = stateItems(place).flatMap(([name, item]) => {
    const state = readState(name, item, terminal, types);
    return state === null ? [] : [{ state, place: item }];
  });
  const transitions = items(at(place, 'transitions'))
    .map((item) => ({ item, priority: readPriority(item) }))
    // The highest priority is tried first; equal ones in the order of the file.
    .toSorted((a, b) => b.priority - a.priority)
    .flatMap(({ item }) => readTransition(item, types).map((transition) => ({ transition, place: item })));
  const initialPlace = firstOf(place, 'initial_state', 'initial');
  const initial = word(initialPlace);
  if (states.length === 0) error(place, 'states is missing; expected at least one state');
  if (initial === null) {
    if (isAbsent(initialPlace)) error(place, 'initial_state is missing');
    return null;
  }
  const placed: PlacedMachine = { place, initial, initialPlace, states, transitions };
  checkMachine(placed);
  return {
    name: word(firstOf(place, 'state_machine_name', 'name')) ?? 'state_machine',
    initial,
    states: states.map(({ state }) => state),
    transitions: transitions.map(({ transition }) => transition),
    persistent: flag(at(place, 'persistence_enabled'), false),
  };
}

/** States as a list of mappings or names, or as a mapping by name. */
function stateItems(machine: Place): readonly (readonly [string | null, Place])[] {
  const place = at(machine, 'states');
  return isMapping(place.value) ? entries(place) : items(place).map((item) => [null, item] as const);
}

function readState(
  key: string | null,
  item: Place,
  terminal: ReadonlySet<string>,
  types: ReadonlyMap<string, ActionType>,
): MachineState | null {
  const mapped = isMapping(item.value);
  if (mapped) expectMapping(item, STATE_KEYS);
  const name = key ?? word(mapped ? firstOf(item, 'state_name', 'name') : item);
  if (name === null) {
    if (mapped) error(item, 'state_name is missing');
    return null;
  }
  return {
    name,
    description: mapped ? prose(at(item, 'description')) : null,
    terminal:
      terminal.has(name) || (mapped && (flag(at(item, 'is_terminal'), false) || isTerminalType(item))),
    entry: mapped ? readActions(at(item, 'entry_actions'), types) : [],
    exit: mapped ? readActions(at(item, 'exit_actions'), types) : [],
    requiredData: mapped ? words(at(item, 'required_data')) : [],
  };
}

function isTerminalType(item: Place): boolean {
  const { value } = at(item, 'state_type');
  return value === 'terminal' || value === 'final';
}

function readPriority(item: Place): number {
  return isMapping(item.value) ? (number(at(item, 'priority'), { min: 0 }) ?? 0) : 0;
}

/** One transition for each state of a list under `from_state`. */
function readTransition(item: Place, types: ReadonlyMap<string, ActionType>): WrittenTransition[] {
  if (!isMapping(item.value)) {
    error(item, 'expected a transition with from_state, to_state and trigger');
    return [];
  }
  expectMapping(item, TRANSITION_KEYS);
  const from = words(firstOf(item, 'from_state', 'from'));
  const to = word(firstOf(item, 'to_state', 'to'));
  const trigger = word(firstOf(item, 'trigger', 'event'));
  const missing = [
    from.length === 0 && 'from_state',
    to === null && 'to_state',
    trigger === null && 'trigger',
  ];
  for (const key of missing) if (key !== false && isAbsent(at(item, key))) error(item, `${key} is missing`);
  if (to === null || trigger === null) return [];
  const conditions = items(at(item, 'conditions')).flatMap((condition) => readCondition(condition) ?? []);
  const actions = readActions(at(item, 'actions'), types);
  const description = prose(at(item, 'description'));
  return from.map((state) => ({ from: state, to, trigger, conditions, actions, description }));
}

function readCondition(item: Place): WrittenCondition | null {
  const mapped = isMapping(item.value);
  if (mapped) expectMapping(item, CONDITION_KEYS);
  const place = mapped ? at(item, 'expression') : item;
  const expression = word(place);
  if (expression === null) {
    if (mapped) error(item, 'expression is missing');
    return null;
  }
  const required = mapped ? flag(at(item, 'required'), true) : true;
  return { expression: expression.trim(), required, place };
}

function readActions(place: Place, types: ReadonlyMap<string, ActionType>): MachineAction[] {
  return items(place, { single: true }).flatMap((item) => {
    const name = actionName(item);
    return name === null ? [] : [{ name, type: types.get(name) ?? 'other' }];
  });
}

function actionName(item: Place): string | null {
  if (!isMapping(item.value)) return word(item);
  expectMapping(item, ACTION_KEYS);
  const place = firstOf(item, 'action_name', 'name');
  if (isAbsent(place)) error(item, 'action_name is missing');
  return word(place);
}

/** Type of each action by name: as any mention says it, else by its name (`emit_…`, `…_intent`). */
function actionTypes(machine: Place): ReadonlyMap<string, ActionType> {
  const types = new Map<string, ActionType>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'string') {
      if (!types.has(value)) types.set(value, typeByName(value));
    } else if (isMapping(value)) {
      const name = value['action_name'] ?? value['name'];
      const type = value['action_type'] ?? value['type'];
      if (typeof name === 'string')
        types.set(name, typeof type === 'string' ? typeOf(type) : typeByName(name));
    }
  };
  for (const [, state] of stateItems({ ...machine, log: { ...machine.log, issues: [] } })) {
    visit(at(state, 'entry_actions').value);
    visit(at(state, 'exit_actions').value);
  }
  const { value } = at(machine, 'transitions');
  for (const transition of Array.isArray(value) ? value : []) {
    if (isMapping(transition)) visit(transition['actions']);
  }
  return types;
}

function typeOf(written: string): ActionType {
  if (/intent|emit|event/i.test(written)) return 'intent_emission';
  return /state|update|data/i.test(written) ? 'state_update' : 'other';
}

function typeByName(name: string): ActionType {
  if (/^emit_|_intents?$/.test(name)) return 'intent_emission';
  return /^(?:mark|record|clear|set|reset|update|store)_/.test(name) ? 'state_update' : 'other';
}

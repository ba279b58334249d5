import { quote } from 'onex-cli-kit';
import type { ActionType, MachineState } from '../model.ts';
import {
  at,
  entries,
  error,
  expectMapping,
  firstOf,
  forPeople,
  idle,
  isAbsent,
  isMapping,
  items,
  peek,
  warn,
  type Place,
  flag,
  number,
  prose,
  word,
  words,
} from '../read/values/index.ts';
import { actionTypes, readActions } from './actions.ts';
import { checkMachine } from './check-machine.ts';
import type { PlacedMachine } from './check-machine.ts';
import type { WrittenCondition, WrittenMachine, WrittenTransition } from './settle-machine.ts';

/**
 * `state_machine` of a reducer, checked; null when absent or beyond use (then with errors). Its conditions are parsed
 * later, by `settleMachine`: what a word in a condition means depends on the fields of the operations.
 */
export function readMachine(root: Place): WrittenMachine | null {
  const place = firstOf(root, 'state_machine', 'state_transitions', 'fsm');
  if (!expectMapping(place)) return null;
  forPeople(place, 'version', 'state_machine_version', 'description');
  idle(place, 'the transitions and actions define a state', 'error_states', 'operations');
  idle(
    place,
    'a reducer saves each state with its event, and takes events of one entity one after the other',
    'recovery_enabled',
    'rollback_enabled',
    'conflict_resolution_enabled',
    'checkpoint_interval_ms',
    'max_checkpoints',
    'concurrent_transitions_allowed',
  );
  idle(
    place,
    'the runtime always does that',
    'strict_validation_enabled',
    'state_monitoring_enabled',
    'event_logging_enabled',
  );
  const terminal = new Set(words(at(place, 'terminal_states')));
  const types = actionTypes(actionLists(place));
  const states = stateItems(place).flatMap(([name, item]) => {
    const state = readState(name, item, terminal, types);
    return state === null ? [] : [{ state, place: item }];
  });
  warnOfTerminal(place, states);
  const transitions = items(at(place, 'transitions'))
    .map((item) => ({ item, priority: readPriority(item) }))
    // The highest priority is tried first. Equal priorities stay in the order of the file.
    .toSorted((a, b) => b.priority - a.priority)
    .flatMap(({ item }) => readTransition(item, types).map((transition) => ({ transition, place: item })));
  const initialPlace = firstOf(place, 'initial_state', 'initial');
  const initial = word(initialPlace) ?? (isAbsent(initialPlace) ? initialOf(place, states) : null);
  if (states.length === 0) error(place, 'states is missing; expected at least one state');
  if (initial === null) return null;
  for (const { state, place: item } of states) {
    if (isInitial(item) && state.name !== initial)
      warn(item, `is not the initial state: ${quote(initial)} is`);
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

/** Names that are not state, and states that both end a machine and say that they do not. */
function warnOfTerminal(
  machine: Place,
  states: readonly { readonly state: MachineState; readonly place: Place }[],
): void {
  const byName = new Map(states.map(({ state, place }) => [state.name, place]));
  for (const item of items(at(machine, 'terminal_states'), { single: true })) {
    const { value } = item;
    const state = typeof value === 'string' ? byName.get(value) : undefined;
    if (typeof value === 'string' && state === undefined)
      warn(item, `${quote(value)} is not a state of the machine; ignored`);
    if (state !== undefined && isMapping(state.value) && peek(state, 'is_terminal') === false)
      warn(at(state, 'is_terminal'), 'has no effect: terminal_states names the state', 'key');
  }
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
  if (mapped) {
    forPeople(item, 'version');
    idle(item, 'a state has no time limit', 'timeout_ms');
    idle(item, 'data is checked by the models of events', 'optional_data', 'validation_rules');
  }
  const name = key ?? word(mapped ? firstOf(item, 'state_name', 'name') : item);
  if (key !== null && mapped) forPeople(item, 'state_name', 'name');
  if (name === null) {
    if (mapped) error(item, 'state_name is missing');
    return null;
  }
  const says = mapped ? [flag(at(item, 'is_terminal'), false), isTerminalType(item)] : [];
  const isTerminal = terminal.has(name) || says.includes(true);
  // The strict contract of Python demands `is_recoverable: false` of every terminal state.
  if (isTerminal && peek(item, 'is_recoverable') === false) forPeople(item, 'is_recoverable');
  else if (mapped) idle(item, 'all states can be read', 'is_recoverable');
  return {
    name,
    description: mapped ? prose(at(item, 'description')) : null,
    terminal: isTerminal,
    entry: mapped ? readActions(at(item, 'entry_actions'), types) : [],
    exit: mapped ? readActions(at(item, 'exit_actions'), types) : [],
    requiredData: mapped ? words(at(item, 'required_data')) : [],
  };
}

/** The state that says so itself; otherwise the first one, with a warning. */
function initialOf(
  machine: Place,
  states: readonly { readonly state: MachineState; readonly place: Place }[],
): string | null {
  const marked = states.find(({ place }) => isInitial(place));
  if (marked !== undefined) return marked.state.name;
  const [first] = states;
  if (first === undefined) return null;
  warn(machine, `initial_state is missing; the first state, ${quote(first.state.name)}, is taken`);
  return first.state.name;
}

function isInitial(item: Place): boolean {
  if (!isMapping(item.value)) return false;
  const isMarked = flag(firstOf(item, 'is_initial', 'initial_state', 'initial'), false);
  return isMarked || peek(item, 'state_type') === 'initial';
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
  forPeople(item, 'version', 'transition_name', 'name');
  idle(item, 'a transition has no time limit', 'timeout_ms');
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
  if (mapped) {
    forPeople(item, 'version', 'description', 'condition_name', 'condition_type', 'error_message');
    idle(item, 'a condition is evaluated once, immediately', 'retry_count', 'timeout_ms');
  }
  const place = mapped ? at(item, 'expression') : item;
  const expression = word(place);
  if (expression === null) {
    if (mapped) error(item, 'expression is missing');
    return null;
  }
  const required = mapped ? flag(at(item, 'required'), true) : true;
  return { expression: expression.trim(), required, place };
}

/** Every list of actions of the machine, as it is written. */
function actionLists(machine: Place): readonly unknown[] {
  const states = Object.values(at(machine, 'states').value ?? {});
  const transitions = at(machine, 'transitions').value;
  return [
    ...states.flatMap((state) => (isMapping(state) ? [state['entry_actions'], state['exit_actions']] : [])),
    ...(Array.isArray(transitions) ? transitions : []).flatMap((item: unknown) =>
      isMapping(item) ? [item['actions']] : [],
    ),
  ];
}

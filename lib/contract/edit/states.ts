import { quote } from 'onex-cli-kit';
import { type Contract, type KeyPath, type StateMachine } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { uniqueStems } from '../../naming/index.ts';
import { isMapping, removeItems, valueAt, type Mapping } from './data.ts';
import { removeOperation } from './operations.ts';
import { insertItem, insertPair, removeAt } from './yaml/index.ts';

const MACHINE: KeyPath = ['state_machine'];
const STATES: KeyPath = ['state_machine', 'states'];
const TRANSITIONS: KeyPath = ['state_machine', 'transitions'];
const VERSION = { major: 1, minor: 0, patch: 0 };

export interface NewState {
  readonly name: string;
  readonly description: string;
  readonly isTerminal: boolean;
}

export interface NewTransition {
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
}

const nameOfState = (item: unknown): unknown =>
  isMapping(item) ? (item['state_name'] ?? item['name']) : item;

function machineOf({ name, kind, stateMachine: machine }: Contract): StateMachine {
  if (machine !== null) return machine;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${name} is of the kind ${kind} and has no state machine; states belong to reducers.`,
  );
}

/** @throws UserError for a state that the machine does not have */
function refuseUnknown(contract: Contract, state: string): void {
  const names = machineOf(contract).states.map(({ name }) => name);
  if (state === '*' || names.includes(state)) return;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${contract.name} has no state ${quote(state)}; it has ${names.join(', ')}.`,
  );
}

/** Returns the keys of an item that its siblings also have. */
function likeSiblings(item: Mapping, siblings: readonly unknown[], always: readonly string[]): Mapping {
  const known = siblings.filter(isMapping);
  if (known.length === 0) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => always.includes(key) || known.some((one) => key in one)),
  );
}

/**
 * Adds a state after the others.
 * @throws UserError for a node without a state machine, and for an existing name
 */
export function addState(
  text: string,
  contract: Contract,
  { name, description, isTerminal }: NewState,
): string {
  if (machineOf(contract).states.some((state) => state.name === name)) {
    throw new UserError('ERR_ONEX_ALREADY_EXISTS', `${contract.name} has a state ${quote(name)} already.`);
  }
  const found = valueAt(text, STATES);
  const listsTerminal = Array.isArray(valueAt(text, [...MACHINE, 'terminal_states']));
  const terminal = { is_terminal: true, is_recoverable: false };
  if (isMapping(found)) {
    return insertPair(text, STATES, name, { description, ...(isTerminal && !listsTerminal && terminal) });
  }
  const siblings = Array.isArray(found) ? (found as readonly unknown[]) : [];
  const isPlain = siblings.length > 0 && siblings.every((item) => typeof item === 'string');
  const state: Mapping = {
    version: VERSION,
    state_name: name,
    state_type: isTerminal ? 'terminal' : 'operational',
    description,
    ...(isTerminal && !listsTerminal && terminal),
    required_data: [],
  };
  const always = ['state_name', 'is_terminal', 'is_recoverable'];
  const after = insertItem(text, STATES, isPlain ? name : likeSiblings(state, siblings, always));
  return isTerminal && listsTerminal ? insertItem(after, [...MACHINE, 'terminal_states'], name) : after;
}

/**
 * Adds a transition after the others. The states may have just been added to the text.
 * @param contract The parsed contract with these states.
 * @throws UserError for a state that does not exist, and for a trigger that leads elsewhere from the same state
 */
export function addTransition(
  text: string,
  contract: Contract,
  { from, to, trigger }: NewTransition,
): string {
  refuseUnknown(contract, from);
  refuseUnknown(contract, to);
  const same = machineOf(contract).transitions.find((one) => one.from === from && one.trigger === trigger);
  if (same !== undefined) {
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `The trigger ${quote(trigger)} leads from ${from} to ${same.to} already. Take another trigger, or edit that transition in contract.yaml.`,
    );
  }
  const found = valueAt(text, TRANSITIONS);
  const siblings = Array.isArray(found) ? (found as readonly unknown[]) : [];
  const taken = siblings.flatMap((item) => (isMapping(item) ? String(item['transition_name'] ?? '') : []));
  const [name] = uniqueStems([`${from}_${trigger}`], 'transition', { files: taken });
  const transition: Mapping = {
    version: VERSION,
    transition_name: name,
    from_state: from,
    to_state: to,
    trigger,
  };
  const always = ['from_state', 'to_state', 'trigger'];
  return insertItem(text, TRANSITIONS, likeSiblings(transition, siblings, always));
}

/** Returns the triggers that only transitions from or to a state have. */
export function triggersOf(contract: Contract, state: string): readonly string[] {
  const { transitions } = machineOf(contract);
  const touches = ({ from, to }: { from: string; to: string }): boolean => [from, to].includes(state);
  const kept = new Set(transitions.filter((one) => !touches(one)).map(({ trigger }) => trigger));
  return [...new Set(transitions.filter(touches).map(({ trigger }) => trigger))].filter(
    (one) => !kept.has(one),
  );
}

/** A transition may start in several states; it is removed when none remains. */
function withoutTransitions(text: string, state: string): string {
  const from = (item: Mapping): unknown => item['from_state'] ?? item['from'];
  let result = removeItems(
    text,
    TRANSITIONS,
    (item) => isMapping(item) && [from(item), item['to_state'] ?? item['to']].includes(state),
  );
  const transitions = valueAt(result, TRANSITIONS);
  for (const [index, item] of [...(Array.isArray(transitions) ? transitions : []).entries()].toReversed()) {
    const states = isMapping(item) ? from(item) : undefined;
    if (!Array.isArray(states) || !states.includes(state)) continue;
    const key = (item as Mapping)['from_state'] === undefined ? 'from' : 'from_state';
    result =
      states.length === 1
        ? removeAt(result, [...TRANSITIONS, index])
        : removeItems(result, [...TRANSITIONS, index, key], (one) => one === state);
  }
  return result;
}

/**
 * Removes a state with the transitions from it and to it, and the operations that only those transitions use.
 * @throws UserError for the initial state, the only state, and a state that does not exist
 */
export function removeState(text: string, contract: Contract, state: string): string {
  refuseUnknown(contract, state);
  const machine = machineOf(contract);
  if (machine.initial === state) {
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `${quote(state)} is the initial state of ${contract.name}. Name another one under initial_state in contract.yaml first.`,
    );
  }
  const gone = triggersOf(contract, state);
  if (gone.length === contract.operations.length) {
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `${contract.name} would have no transition left without the state ${quote(state)}.`,
    );
  }
  let result = withoutTransitions(text, state);
  for (const trigger of gone) result = removeOperation(result, contract, trigger);
  for (const key of ['terminal_states', 'error_states']) {
    result = removeItems(result, [...MACHINE, key], (item) => item === state);
  }
  if (isMapping(valueAt(result, STATES))) return removeAt(result, [...STATES, state]);
  return removeItems(result, STATES, (item) => nameOfState(item) === state);
}

import { quote } from 'onex-cli-kit';
import type { MachineState } from '../model.ts';
import { at, error, warn, type Place } from '../read/values/index.ts';
import type { WrittenTransition } from './settle-machine.ts';

/** A machine with the places of its parts, for messages. */
export interface PlacedMachine {
  readonly place: Place;
  readonly initial: string;
  readonly initialPlace: Place;
  readonly states: readonly { readonly state: MachineState; readonly place: Place }[];
  readonly transitions: readonly { readonly transition: WrittenTransition; readonly place: Place }[];
}

/**
 * Errors: unknown or repeated states, and a transition that an earlier unconditional one for the same state and
 * trigger shadows. Warnings: states that nothing leads to, transitions out of a terminal state.
 */
export function checkMachine(machine: PlacedMachine): void {
  const names = new Set<string>();
  for (const { state, place } of machine.states) {
    if (state.name === '*') error(place, '"*" means any state and cannot be the name of one');
    if (names.has(state.name)) error(place, `state ${quote(state.name)} is listed twice; remove one`);
    names.add(state.name);
  }
  const known = `known states: ${[...names]
    .map((name) => quote(name))
    .join(', ')
    .slice(0, 200)}`;
  if (!names.has(machine.initial)) {
    error(machine.initialPlace, `state ${quote(machine.initial)} does not exist; ${known}`);
  }
  for (const { transition, place } of machine.transitions) {
    if (transition.from !== '*' && !names.has(transition.from)) {
      error(at(place, 'from_state'), `state ${quote(transition.from)} does not exist; ${known}`);
    }
    if (!names.has(transition.to))
      error(at(place, 'to_state'), `state ${quote(transition.to)} does not exist; ${known}`);
  }
  checkShadowed(machine);
  checkReachable(machine);
  checkTerminal(machine);
}

function checkShadowed({ transitions }: PlacedMachine): void {
  const unconditional = new Set<string>();
  for (const { transition, place } of transitions) {
    const key = JSON.stringify([transition.from, transition.trigger]);
    if (unconditional.has(key)) {
      error(
        at(place, 'trigger'),
        `trigger ${quote(transition.trigger)} from ${quote(transition.from)} is never used: an earlier ` +
          'transition without a required condition precedes it; add a condition to that one, or remove this one',
      );
    }
    if (!transition.conditions.some(({ required }) => required)) unconditional.add(key);
  }
}

function checkReachable({ initial, states, transitions }: PlacedMachine): void {
  const targets = new Map<string, string[]>();
  for (const { transition } of transitions) {
    const known = targets.get(transition.from);
    if (known === undefined) targets.set(transition.from, [transition.to]);
    else known.push(transition.to);
  }
  const reached = new Set([initial, ...(targets.get('*') ?? [])]);
  // The iteration of a set also yields elements that are added during it.
  for (const name of reached) for (const target of targets.get(name) ?? []) reached.add(target);
  for (const { state, place } of states) {
    if (!reached.has(state.name))
      warn(place, `state ${quote(state.name)} can never be reached from ${quote(initial)}`);
  }
}

function checkTerminal({ states, transitions }: PlacedMachine): void {
  const terminal = new Set(states.filter(({ state }) => state.terminal).map(({ state }) => state.name));
  for (const { transition, place } of transitions) {
    if (terminal.has(transition.from)) {
      warn(
        at(place, 'from_state'),
        `${quote(transition.from)} is terminal, so this transition is never used`,
      );
    }
  }
}

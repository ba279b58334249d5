import type { MachineTransition, Operation, StateMachine, TransitionCondition } from '../model.ts';
import { warn, type Place } from '../read/values/index.ts';
import { quote } from '../yaml/quote.ts';
import { parseCondition, type KnownFields, guardNames } from './conditions/index.ts';

/** A condition that is not parsed yet. */
export interface WrittenCondition {
  readonly expression: string;
  readonly required: boolean;
  readonly place: Place;
}

export interface WrittenTransition extends Omit<MachineTransition, 'conditions'> {
  readonly conditions: readonly WrittenCondition[];
}

export interface WrittenMachine extends Omit<StateMachine, 'transitions'> {
  readonly transitions: readonly WrittenTransition[];
}

/**
 * The machine with its conditions parsed, and a name for every guard. Warns of each condition that becomes a guard or
 * is read in another way than its author may expect.
 */
export function settleMachine(
  machine: WrittenMachine,
  operations: readonly Pick<Operation, 'input'>[],
): StateMachine {
  const written = machine.transitions.flatMap(({ conditions }) => conditions);
  const fields = fieldsOf(machine, operations);
  const parsed = new Map(
    written.map((one) => [one.expression, parseCondition(one.expression, fields)] as const),
  );
  const names = guardNames(
    [...parsed].flatMap(([expression, { condition }]) => (condition.kind === 'guard' ? [expression] : [])),
  );
  const settle = ({ expression, required, place }: WrittenCondition): TransitionCondition[] => {
    const found = parsed.get(expression);
    if (found === undefined) return [];
    if (found.condition.kind !== 'guard') {
      if (found.warning !== null) warn(place, found.warning);
      return [{ condition: found.condition, required }];
    }
    const name = names.get(expression) ?? '';
    warn(place, `condition ${quote(expression)} becomes guard ${name}, whose code you write`);
    return [{ condition: { kind: 'guard', name, expression }, required }];
  };
  // A condition of a list of states is in several transitions, and has one warning.
  const settled = new Map(written.map((one) => [one.place, settle(one)]));
  return {
    ...machine,
    transitions: machine.transitions.map((transition) => ({
      ...transition,
      conditions: transition.conditions.flatMap(({ place }) => settled.get(place) ?? []),
    })),
  };
}

const SUBJECT = /^[A-Za-z_]\w*/;

/** What operations take, states require, and conditions test. */
function fieldsOf(
  { states, transitions }: WrittenMachine,
  operations: readonly Pick<Operation, 'input'>[],
): KnownFields {
  const tested = transitions
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ expression }) => SUBJECT.exec(expression)?.[0] ?? []);
  const required = states
    .flatMap(({ requiredData }) => requiredData)
    .map((path) => path.split('.')[0] ?? path);
  const inputs = operations.flatMap(({ input }) => (input ?? []).map(({ name }) => name));
  return {
    names: new Set([...tested, ...required, ...inputs]),
    open: operations.some(({ input }) => input === null),
  };
}

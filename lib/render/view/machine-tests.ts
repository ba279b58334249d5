import { MOST_PARTS, type Condition, type Contract, type MachineTransition } from 'onex-runtime/contract';
import { layOutValue } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import type { OperationView } from './operations.ts';
import type { Definitions } from './field-models.ts';
import { payloadSample } from './values.ts';

/** A transition as a test runs it: from a state, by an event that fulfils its conditions. */
export interface TransitionTest {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly sample: object;
  readonly payload: SourceText;
}

/** What the tests of a reducer see. */
export function reducerTestView(contract: Contract, operations: readonly OperationView[]) {
  const transitions = transitionTests(contract, operations);
  const initial = contract.stateMachine?.initial ?? 'active';
  const first = transitions.find(({ from }) => from === initial);
  const all = contract.stateMachine?.transitions ?? [];
  const taken = all.filter(({ from }) => from === initial || from === '*');
  // An operation that is no trigger at all is unknown, which is another refusal.
  const refused = operations.find(
    ({ name }) =>
      all.some(({ trigger }) => trigger === name) && !taken.some(({ trigger }) => trigger === name),
  );
  const place = { before: '    const sample = '.length, after: 1, indent: 4 };
  return {
    transitions,
    first:
      first === undefined
        ? null
        : {
            ...first,
            payload: new SourceText(layOutValue({ ...first.sample, entity_id: 'example' }, place)),
          },
    refusedTrigger: contract.stateMachine === null ? null : (refused?.name ?? null),
  };
}

/** Parts of all samples that the tests of a machine may have: one trigger may stand in thousands of transitions. */
const MOST_SAMPLES = 10 * MOST_PARTS;

/** Transitions that one event alone decides; those of terminal states and wildcards have no one test. */
function transitionTests(contract: Contract, operations: readonly OperationView[]): TransitionTest[] {
  const { stateMachine } = contract;
  if (stateMachine === null)
    return operations.flatMap((operation) => transitionWithoutMachine(operation, contract.definitions));
  const terminal = new Set(stateMachine.states.filter((state) => state.terminal).map(({ name }) => name));
  const states = new Map(stateMachine.states.map((state) => [state.name, state]));
  const budget = { left: MOST_SAMPLES };
  return stateMachine.transitions
    .filter(({ from }) => from !== '*' && !terminal.has(from))
    .filter(
      ({ from, trigger }) =>
        stateMachine.transitions.filter((other) => other.from === from && other.trigger === trigger)
          .length === 1,
    )
    .filter(isFulfilledBySample)
    .flatMap((transition) => {
      const required = states.get(transition.to)?.requiredData ?? [];
      const operation = operations.find(({ name }) => name === transition.trigger);
      const sample = payloadSample(operation?.input ?? null, contract.definitions, budget).payload;
      if (sample === null) return [];
      const payload = {
        ...sample,
        ...nest(required.map((field): [string, unknown] => [field, 'example'])),
        ...nest(conditionSamples(transition)),
      };
      return budget.left < 0 ? [] : [transitionTest(transition, payload)];
    });
}

/** Without a machine every operation leads from the one state back to it. */
function transitionWithoutMachine(
  { name, input }: OperationView,
  definitions: Definitions,
): TransitionTest[] {
  const { payload } = payloadSample(input, definitions);
  return payload === null ? [] : [transitionTest({ from: 'active', to: 'active', trigger: name }, payload)];
}

function transitionTest(
  { from, to, trigger }: Pick<MachineTransition, 'from' | 'to' | 'trigger'>,
  payload: object,
): TransitionTest {
  const place = { before: '      payload: '.length, after: 1, indent: 6 };
  return {
    title: `goes from ${from} to ${to} by ${trigger}`,
    from,
    to,
    trigger,
    sample: payload,
    payload: new SourceText(layOutValue(payload, place)),
  };
}

/** `a.b` as an object in an object. */
function nest(entries: readonly [string, unknown][]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of entries) {
    const keys = path.split('.');
    let at = root;
    for (const key of keys.slice(0, -1)) {
      if (!Object.hasOwn(at, key)) setOwn(at, key, {});
      at = at[key] as Record<string, unknown>;
    }
    setOwn(at, keys.at(-1) ?? path, value);
  }
  return root;
}

/** A property even where its name is `__proto__`. */
function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Longest text that a test writes out for a condition. */
const LONGEST_SAMPLE = 60;

/** Whether an event for a test can be made up: no text is sought for a pattern, and none of any length written out. */
function isFulfilledBySample({ conditions }: MachineTransition): boolean {
  return conditions.every(
    ({ condition, required }) =>
      !required ||
      !(
        condition.kind === 'matches' ||
        (condition.kind === 'min_length' && condition.length > LONGEST_SAMPLE)
      ),
  );
}

/** What each condition asks for; the longest text comes last, since of one field the last value counts. */
function conditionSamples({ conditions }: MachineTransition): [string, unknown][] {
  const asked = conditions.flatMap(({ condition, required }) =>
    condition.kind === 'guard' || !required ? [] : [condition],
  );
  const least = (condition: Condition): number => (condition.kind === 'min_length' ? condition.length : -1);
  return asked
    .toSorted((one, other) => least(one) - least(other))
    .map((condition) => [condition.field, fulfilling(condition)]);
}

/** A value for which a condition holds. */
function fulfilling(condition: Exclude<Condition, { kind: 'guard' }>): unknown {
  switch (condition.kind) {
    case 'compare':
      return comparing(condition);
    case 'absent':
      return null;
    case 'contains':
      return typeof condition.value === 'string' ? condition.value : [condition.value];
    case 'min_length':
      return 'example'.padEnd(condition.length, '.');
    case 'max_length':
      return 'example'.slice(0, condition.length);
    default:
      return 'example';
  }
}

function comparing({ operator, value }: Extract<Condition, { kind: 'compare' }>): unknown {
  switch (operator) {
    case '==':
    case '<=':
    case '>=':
      return value;
    case 'in':
      return Array.isArray(value) ? value[0] : value;
    case '>':
      return typeof value === 'number' ? value + 1 : `${String(value)}z`;
    case '<':
      return typeof value === 'number' ? value - 1 : '';
    default:
      return 'something else';
  }
}

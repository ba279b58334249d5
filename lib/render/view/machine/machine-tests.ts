import {
  MOST_PARTS,
  sampleOf,
  type Contract,
  type Field,
  type MachineTransition,
} from 'onex-runtime/contract';
import { stringLiteral, layOut, layOutValue, SourceText } from '../../text/index.ts';
import { actionsRun, eventFields, sampleEvent, type EventSample } from './index.ts';
import { placeholderOf, type OperationView } from '../operations/index.ts';
import type { ActionView } from './reducer.ts';
import { withoutNull } from '../store/index.ts';
import { refusedOperation } from '../tests/index.ts';

/** A transition as a test runs it: from a state, by an event that fulfills its conditions. */
export interface TransitionTest {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly sample: EventSample;
  readonly payload: SourceText;
  /** `context.todo('…')` if an action lacks a value; null if the test passes. */
  readonly todo: SourceText | null;
}

/** Returns the view for the tests of a reducer. */
export function reducerTestView(
  contract: Contract,
  operations: readonly OperationView[],
  actions: readonly ActionView[],
) {
  const transitions = transitionTests(contract, operations, actions);
  const initial = contract.stateMachine?.initial ?? 'active';
  const inputOf = (trigger: string): readonly Field[] | null =>
    operations.find(({ name }) => name === trigger)?.input ?? null;
  const [first] = transitions.flatMap((transition) => {
    const { from, sample, trigger } = transition;
    const sent = from === initial ? sendable(sample, inputOf(trigger), contract.definitions) : null;
    return sent === null ? [] : [Object.assign({}, transition, { sample: sent })];
  });
  return {
    transitions,
    first:
      first === undefined
        ? null
        : { ...first, payload: sentSource(first.sample, '    const sample = '.length, 1) },
    untaken: untakenTest(contract, operations, initial),
    refused: refusedOperation(operations),
  };
}

/** Returns the payload of an event with its entity; null if the model or the node does not accept one. */
function sendable(
  { fits, payload }: EventSample,
  fields: readonly Field[] | null,
  definitions: Contract['definitions'],
): EventSample | null {
  const type = fields?.find(({ name }) => name === 'entity_id')?.type;
  const sample = type === undefined ? null : sampleOf(withoutNull(type), definitions);
  const made = sample === null ? 'example' : sample.found ? sample.value : null;
  const entity = payload['entity_id'] ?? made;
  if (!fits || (typeof entity !== 'string' && typeof entity !== 'number')) return null;
  return { fits, payload: { ...payload, entity_id: entity } };
}

/** Returns an event as code. */
function sentSource({ payload }: EventSample, before: number, after: number): SourceText {
  return new SourceText(layOutValue(payload, { before, after, indent: 4 }));
}

/**
 * Returns a test of a trigger that the initial state does not accept. An operation that is not a trigger at all is
 * refused differently.
 */
function untakenTest(
  { stateMachine, definitions }: Contract,
  operations: readonly OperationView[],
  initial: string,
): { readonly payload: SourceText; readonly options: SourceText } | null {
  if (stateMachine === null) return null;
  const all = stateMachine.transitions;
  const taken = all.filter(({ from }) => from === initial || from === '*');
  for (const { name, input } of operations) {
    const isTrigger = (one: MachineTransition): boolean => one.trigger === name;
    if (!all.some(isTrigger) || taken.some(isTrigger)) continue;
    const fields = eventFields(input, stateMachine);
    const sample = sampleEvent({ fields, definitions, conditions: [], requiredData: [] });
    const sent = sample === null ? null : sendable(sample, input, definitions);
    if (sent === null) continue;
    const before = '    const sample = '.length;
    const options = layOut([`operation: ${stringLiteral(name)}`], {
      open: '{ ',
      close: ' }',
      before: '    const { payload } = await test.send(sample, '.length,
      after: 2,
      indent: 4,
    });
    return { payload: sentSource(sent, before, 1), options: new SourceText(options) };
  }
  return null;
}

/**
 * Maximum number of parts in all samples of a machine's tests, because one trigger may occur in thousands of
 * transitions.
 */
const MOST_SAMPLES = 10 * MOST_PARTS;

/**
 * Returns the transitions that one event alone determines. Those of terminal states and wildcards have no unique test.
 */
function transitionTests(
  contract: Contract,
  operations: readonly OperationView[],
  actions: readonly ActionView[],
): TransitionTest[] {
  const { stateMachine, definitions } = contract;
  const budget = { left: MOST_SAMPLES };
  if (stateMachine === null) {
    // Without a machine, every operation leads from the single state back to it.
    return operations.flatMap(({ name, input }) => {
      const sample = sampleEvent({ fields: input, definitions, conditions: [], requiredData: [] }, budget);
      return sample === null
        ? []
        : [transitionTest({ from: 'active', to: 'active', trigger: name }, sample, null)];
    });
  }
  const terminal = new Set(stateMachine.states.filter((state) => state.terminal).map(({ name }) => name));
  const states = new Map(stateMachine.states.map((state) => [state.name, state]));
  const decided = Map.groupBy(stateMachine.transitions, ({ from, trigger }) =>
    JSON.stringify([from, trigger]),
  );
  return [...decided.values()].flatMap(([transition, ...others]) => {
    if (transition === undefined || others.length > 0) return [];
    const { from, to, trigger, conditions } = transition;
    if (from === '*' || terminal.has(from)) return [];
    const operation = operations.find(({ name }) => name === trigger);
    const fields = eventFields(operation?.input ?? null, stateMachine);
    const requiredData = states.get(to)?.requiredData ?? [];
    const sample = sampleEvent({ fields, definitions, conditions, requiredData }, budget);
    if (sample === null || budget.left < 0) return [];
    return [transitionTest(transition, sample, todoCall(actionsRun(transition, contract), actions))];
  });
}

/** Returns `context.todo('…')` for a test in which an action throws until the user writes a value. */
function todoCall(run: ReadonlySet<string>, actions: readonly ActionView[]): SourceText | null {
  const missing = actions.flatMap(({ name, intent }) => (run.has(name) ? (intent?.missing ?? []) : []));
  const note = placeholderOf([...new Set(missing)]);
  if (note === null) return null;
  const place = { open: 'context.todo(', close: ')', before: 4, after: 1, indent: 4 };
  return new SourceText(layOut([stringLiteral(note)], place));
}

function transitionTest(
  { from, to, trigger }: Pick<MachineTransition, 'from' | 'to' | 'trigger'>,
  sample: EventSample,
  todo: SourceText | null,
): TransitionTest {
  const place = { before: '      payload: '.length, after: 1, indent: 6 };
  return {
    title: `goes from ${from} to ${to} by ${trigger}`,
    from,
    to,
    trigger,
    sample,
    todo,
    payload: new SourceText(layOutValue(sample.payload, place)),
  };
}

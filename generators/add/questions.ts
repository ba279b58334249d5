import type { Contract } from 'onex-runtime/contract';
import { THINGS, type Thing } from '../../lib/answers/index.ts';
import { parseFields, usualDirection } from '../../lib/contract/edit/index.ts';
import { parseOperationName } from '../../lib/naming/index.ts';
import { passes, type PromptQuestion, type StepChoice } from '../node/prompts/index.ts';

const THING_NAMES: Readonly<Record<Thing, string>> = {
  operation: 'operation: a new operation of the node, with its own handler',
  field: 'field: a field in the input or output of an operation',
  step: 'step: a new step of an orchestrator',
  state: 'state: a new state of a reducer',
  topic: 'topic: a topic that the node subscribes to or publishes to',
};

/** @param nodes The shortest names of the project's nodes. */
export const nodeQuestion = (nodes: readonly string[]): PromptQuestion => ({
  type: 'select',
  name: 'node',
  message: 'Node:',
  choices: nodes.map((name) => ({ value: name, name })),
});

/** Returns the kinds of part that can be added to a node of this kind. */
export function thingQuestion({ kind, stateMachine }: Contract): PromptQuestion {
  const things = THINGS.filter((thing) => {
    if (thing === 'step') return kind === 'orchestrator';
    return thing === 'state' ? stateMachine !== null : true;
  });
  const choices = things.map((value) => ({ value, name: THING_NAMES[value] }));
  return { type: 'select', name: 'thing', message: 'Add:', choices };
}

const fieldsQuestion = (name: string, message: string, fallback: string): PromptQuestion => ({
  type: 'input',
  name,
  message,
  default: fallback,
  validate: (text: string) => passes(() => parseFields(text)),
});

const select = (name: string, message: string, values: readonly string[]): PromptQuestion => ({
  type: 'select',
  name,
  message,
  choices: values.map((value) => ({ value, name: value })),
});

const nameQuestion = (name: string, message: string): PromptQuestion => ({
  type: 'input',
  name,
  message,
  validate: (text: string) => passes(() => parseOperationName(text)),
});

/** Returns the questions about the part itself: `names`, and options by their names. */
export function detailQuestions(
  thing: Thing,
  contract: Contract,
  steps: readonly StepChoice[],
): readonly PromptQuestion[] {
  const states = contract.stateMachine?.states.map(({ name }) => name) ?? [];
  switch (thing) {
    case 'operation':
      return [
        nameQuestion('names', 'Name of the operation, such as refund:'),
        fieldsQuestion(
          'input',
          'Input fields, such as "amount: Decimal, note: str | None":',
          'data: dict[str, Any]',
        ),
        fieldsQuestion('output', 'Output fields:', 'data: dict[str, Any]'),
        ...(states.length === 0
          ? []
          : [select('from', 'From the state:', states), select('to', 'To the state:', states)]),
      ];
    case 'field':
      return [
        select(
          'operation',
          'Operation:',
          contract.operations.map(({ name }) => name),
        ),
        select('side', 'Side:', ['input', 'output']),
        fieldsQuestion('fields', 'Fields, such as "amount: Decimal, note: str | None":', ''),
      ];
    case 'step':
      return [
        select(
          'names',
          'Node and operation:',
          steps.flatMap(({ name, operations }) => operations.map((one) => `${name}:${one}`)),
        ),
      ];
    case 'state':
      return [
        nameQuestion('names', 'Name of the state, such as archived:'),
        select('from', 'State that precedes it:', states),
        nameQuestion('on', 'Operation that leads to it, such as archive:'),
      ];
    case 'topic':
      return [
        { type: 'input', name: 'names', message: 'Topic, such as onex.evt.billing.invoice-sent.v1:' },
        {
          ...select('direction', 'Direction:', ['subscribe', 'publish', 'dead-letter']),
          when: ({ names }: { readonly names?: string }) => usualDirection(names ?? '') === null,
        },
      ];
  }
}

/** Returns the questions about a part with a known name: the options that it requires. */
export function requiredQuestions(
  thing: Thing,
  contract: Contract,
  names: readonly string[],
): readonly PromptQuestion[] {
  const all = detailQuestions(thing, contract, []);
  if (thing === 'operation') return all.filter(({ name }) => name === 'from' || name === 'to');
  if (thing !== 'topic' || names.every((topic) => usualDirection(topic) !== null)) return [];
  return all
    .filter(({ name }) => name === 'direction')
    .map((question) => Object.assign({}, question, { when: true }));
}

import type { OptionDefinition } from './types.ts';

const ADD = ['add'] as const;
const BOTH = ['add', 'remove'] as const;

/** Options only of `onex add` and `onex remove`. */
export const EDIT_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'input',
    type: 'text',
    placeholder: 'FIELDS',
    description: 'Of an operation: its input fields, such as "amount: Decimal, note: str | None"',
    commands: ADD,
  },
  {
    name: 'output',
    type: 'text',
    placeholder: 'FIELDS',
    description: 'Of an operation: its output fields',
    commands: ADD,
  },
  {
    name: 'idempotent',
    type: 'flag',
    negatable: true,
    description: 'Of an operation: whether it may run twice with the same effect',
    commands: ADD,
  },
  {
    name: 'side',
    type: 'choice',
    choices: ['input', 'output'],
    description: 'Of a field: the side of the operation that has it; default: input',
    commands: BOTH,
  },
  {
    name: 'id',
    type: 'text',
    placeholder: 'NAME',
    description: 'Of a step: its name; default: the operation and its node',
    commands: ADD,
  },
  {
    name: 'after',
    type: 'list',
    placeholder: 'STEP,…',
    description: 'Of a step: the steps that it waits for; default: the last one',
    commands: ADD,
  },
  {
    name: 'before',
    type: 'text',
    placeholder: 'STEP',
    description: 'Of a step: the step that waits for it',
    commands: ADD,
  },
  {
    name: 'from',
    type: 'text',
    placeholder: 'STATE',
    description: 'Of a state, or of an operation of a reducer: the state that its transition begins in',
    commands: ADD,
  },
  {
    name: 'to',
    type: 'text',
    placeholder: 'STATE',
    description: 'Of an operation of a reducer: the state that its transition leads to',
    commands: ADD,
  },
  {
    name: 'on',
    type: 'text',
    placeholder: 'OPERATION',
    description: 'Of a state: the operation that leads to it, which is added when it is missing',
    commands: ADD,
  },
  {
    name: 'terminal',
    type: 'flag',
    description: 'Of a state: no transition leaves it',
    commands: ADD,
  },
  {
    name: 'direction',
    type: 'choice',
    choices: ['subscribe', 'publish', 'dead-letter'],
    description: 'Of a topic: what the node does with it; default: subscribe for commands',
    commands: BOTH,
  },
  {
    name: 'force',
    short: 'f',
    type: 'flag',
    description: 'Also remove what another node uses, with its steps, and files that are not committed',
    commands: ['remove'],
  },
];

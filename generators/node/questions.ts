import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NodeKind } from 'onex-runtime/contract';
import { parseDomain, parseNodeName, parseOperationNames } from '../../lib/naming/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';

/** A question as inquirer takes it; its name is the option that it stands for. */
export type PromptQuestion = Record<string, unknown> & { readonly name: string; readonly when?: When };

type Answers = Record<string, unknown>;

/** The message of what a check throws, which inquirer shows below the question; true when it throws nothing. */
function passes(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}

export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export interface NodeQuestionsInput {
  readonly given: GivenOptions;
  readonly cwd: string;
  readonly kind: NodeKind | null;
  readonly domain: string;
  /** Full names of the project's nodes that an orchestrator may drive. */
  readonly nodes: readonly string[];
  /** Refuses a name that the project cannot have. */
  readonly checkName: (name: string) => void;
}

const KINDS = [
  { value: 'effect', name: 'effect: talks to the outside, one handler per operation' },
  { value: 'orchestrator', name: 'orchestrator: drives other nodes through a workflow' },
  { value: 'compute', name: 'compute: a pure function of its input' },
  { value: 'reducer', name: 'reducer: a state machine that gives new state and intents' },
];

/** What the contract writer takes when no operations are given. */
const DEFAULT_OPERATIONS: Readonly<Partial<Record<NodeKind, string>>> = {
  effect: 'create, read, update, delete',
  compute: 'compute',
};

/** The questions of a node that no option answers, in the order in which they are asked. */
export function nodeQuestions(input: NodeQuestionsInput): PromptQuestion[] {
  const { given, kind } = input;
  const kindOf = (answers: Answers): NodeKind => (kind ?? answers['kind']) as NodeKind;
  const fromContract = (answers: Answers): boolean => (given['contract'] ?? answers['contract'] ?? '') !== '';
  const questions: PromptQuestion[] = [
    { type: 'select', name: 'kind', message: 'Kind of the node:', choices: KINDS, when: kind === null },
    {
      type: 'input',
      name: 'contract',
      message: 'A contract.yaml to generate from (empty: none, answer questions):',
      default: '',
      validate: (text: string) =>
        text === '' || existsSync(resolve(input.cwd, text)) || 'there is no such file',
      when: given['name'] === undefined,
    },
    {
      type: 'input',
      name: 'name',
      message: 'Name of the node, such as payment:',
      validate: (text: string) => passes(() => (parseNodeName(text), input.checkName(text))),
    },
    {
      type: 'input',
      name: 'domain',
      message: 'Domain:',
      default: input.domain,
      validate: (text: string) => passes(() => parseDomain(text)),
    },
    { type: 'input', name: 'description', message: 'Description, one sentence:', default: '' },
    {
      type: 'input',
      name: 'operations',
      message: 'Operations, separated by commas:',
      default: (answers: Answers) => DEFAULT_OPERATIONS[kindOf(answers)],
      validate: (text: string) => passes(() => parseOperationNames(listOf(text))),
      when: (answers: Answers) => kindOf(answers) === 'effect' || kindOf(answers) === 'compute',
    },
    {
      type: 'checkbox',
      name: 'steps',
      message: 'Nodes that it drives, in this order:',
      choices: input.nodes.map((name) => ({ value: name, name })),
      when: (answers: Answers) => kindOf(answers) === 'orchestrator' && input.nodes.length > 0,
    },
    {
      type: 'confirm',
      name: 'event-bus',
      message: 'Connect it to the event bus?',
      default: false,
      when: (answers: Answers) => kindOf(answers) === 'compute' || kindOf(answers) === 'reducer',
    },
  ];
  return questions
    .filter(({ name }) => given[name] === undefined)
    .map((question) => Object.assign(question, { when: unlessSaid(question, fromContract) }));
}

/** Asked beside a contract, which says the rest. */
const BESIDE_CONTRACT = new Set(['kind', 'contract', 'event-bus']);

type When = boolean | ((answers: Answers) => boolean);

function unlessSaid(
  { name, when = true }: PromptQuestion,
  fromContract: (answers: Answers) => boolean,
): When {
  return (answers) => {
    if (fromContract(answers) && !BESIDE_CONTRACT.has(name)) return false;
    return typeof when === 'function' ? when(answers) : when;
  };
}

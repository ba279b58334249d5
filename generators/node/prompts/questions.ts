import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NodeKind } from 'onex-runtime/contract';
import { parseDomain, parseOperationNames } from '../../../lib/naming/index.ts';
import type { PresentNode } from '../contract/index.ts';
import { listOf, passes, passesLater, type PromptQuestion } from './ask.ts';
import { checkStep, shownStep, type StepChoice } from './step-choices.ts';

/** Whether an answer is the path of a contract instead of the name of a node, which has no dot. */
export const isContractFile = (answer: string): boolean => /\.ya?ml$/i.test(answer);

/**
 * @param cwd Absolute folder that a contract's path is relative to.
 * @param check Throws for a name that is invalid in the project.
 */
export function nameQuestion(cwd: string, check: (name: string) => Promise<unknown>): PromptQuestion {
  return {
    type: 'input',
    name: 'name',
    message: 'Name of the node, such as payment (or the path of a contract.yaml):',
    validate: (text: string) =>
      isContractFile(text)
        ? existsSync(resolve(cwd, text)) || 'there is no such file'
        : passesLater(() => check(text)),
  };
}

const KINDS = [
  { value: 'effect', name: 'effect: performs I/O, with one handler per operation' },
  { value: 'orchestrator', name: 'orchestrator: runs a workflow of other nodes' },
  { value: 'compute', name: 'compute: a pure function of its input' },
  { value: 'reducer', name: 'reducer: a state machine that emits its new state and intents' },
];

/** @param present Kind of the existing node with that name. */
export const kindQuestion = (present?: NodeKind): PromptQuestion => ({
  type: 'select',
  name: 'kind',
  message: 'Kind of the node:',
  choices: KINDS,
  default: present ?? KINDS[0]!.value,
});

export const domainQuestion = (domain: string): PromptQuestion => ({
  type: 'input',
  name: 'domain',
  message: 'Domain:',
  default: domain,
  validate: (text: string) => passes(() => parseDomain(text)),
});

/** The operations of a new contract if none are given. */
const DEFAULT_OPERATIONS: Readonly<Partial<Record<NodeKind, readonly string[]>>> = {
  effect: ['create', 'read', 'update', 'delete'],
  compute: ['compute'],
};

/** Maximum number of nodes whose operations the question about steps lists. */
const SHOWN_NODES = 12;

function stepsMessage(choices: readonly StepChoice[]): string {
  const shown = choices
    .slice(0, SHOWN_NODES)
    .map(({ name, operations }) => `  ${name}:${operations.join(` ${name}:`)}`);
  const more =
    choices.length > SHOWN_NODES ? [`  and those of ${choices.length - SHOWN_NODES} more nodes`] : [];
  return ['Steps, as NODE:OPERATION, in order, separated by commas:', ...shown, ...more, ''].join('\n');
}

/**
 * Returns the questions about a node with a known name, kind, and domain.
 * @param present The values of an existing node, which are the defaults; null for a new node.
 * @param choices The steps that an orchestrator may have.
 */
export function detailQuestions(
  kind: NodeKind,
  present: PresentNode | null,
  choices: readonly StepChoice[],
): PromptQuestion[] {
  const description = {
    type: 'input',
    name: 'description',
    message: 'Description, one sentence:',
    default: present?.description ?? '',
  };
  const operations = {
    type: 'input',
    name: 'operations',
    message: 'Operations, separated by commas:',
    default: (present?.operations ?? DEFAULT_OPERATIONS[kind])?.join(', '),
    validate: (text: string) => passes(() => parseOperationNames(listOf(text))),
  };
  const driven = present?.steps.map((step) => shownStep(step, choices)) ?? [];
  const steps = {
    type: 'input',
    name: 'steps',
    message: stepsMessage(choices),
    default: driven.join(', '),
    // A node that it drives may no longer exist in the project. The run reports that, not this question.
    validate: (text: string) =>
      passes(() => listOf(text).forEach((step) => driven.includes(step) || checkStep(step, choices))),
  };
  const bus = {
    type: 'confirm',
    name: 'event-bus',
    message: 'Connect it to the event bus?',
    default: present?.eventBus ?? false,
  };
  if (kind === 'effect') return [description, operations];
  if (kind === 'compute') return [description, operations, bus];
  if (kind === 'reducer') return [description, bus];
  return choices.length === 0 ? [description] : [description, steps];
}

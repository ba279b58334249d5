import { quote } from 'onex-cli-kit';
import { type Contract } from 'onex-runtime/contract';
import { newOperation } from '../../lib/contract/index.ts';
import {
  addField,
  addOperation,
  addState,
  addStep,
  addTopic,
  addTransition,
  parseFields,
  usualDirection,
  type ContractEdit,
  type Direction,
  type Side,
} from '../../lib/contract/edit/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseOperationName, parseOperationNames, parsePlainName, toSnake } from '../../lib/naming/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';
import { findNode, type ProjectContracts } from '../../lib/project/index.ts';
import { NEED_THE_BUS, withoutBus } from '../node/contract/index.ts';
import type { Session } from '../node/session/index.ts';
import type { PartWords, Thing } from '../../lib/answers/index.ts';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function operationEdit(name: string, given: GivenOptions): ContractEdit {
  const own = parseOperationName(name);
  const [input, output] = [textOf(given['input']), textOf(given['output'])];
  const says = {
    name: own,
    description: textOf(given['description']),
    input: input === undefined ? undefined : parseFields(input),
    output: output === undefined ? undefined : parseFields(output),
    idempotent: typeof given['idempotent'] === 'boolean' ? given['idempotent'] : undefined,
  };
  return (text, contract) =>
    addOperation(
      text,
      contract,
      says,
      newOperation(contract.kind, own, contract.baseName.replaceAll('_', ' ')),
    );
}

/** A reducer's operation is a trigger, which has no effect without a transition. */
function transitionEdit(trigger: string, { from, to }: GivenOptions): ContractEdit {
  if (typeof from !== 'string' || typeof to !== 'string') {
    throw new UserError(
      'ERR_ONEX_USAGE',
      'An operation of a reducer needs --from STATE and --to STATE, which say what it does.',
    );
  }
  return (text, contract) => addTransition(text, contract, { from, to, trigger });
}

function operationEdits({ names }: PartWords, given: GivenOptions, contract: Contract): ContractEdit[] {
  return parseOperationNames(names).flatMap((name) => [
    operationEdit(name, given),
    ...(contract.stateMachine === null ? [] : [transitionEdit(name, given)]),
  ]);
}

function fieldEdits({ names: [operation = '', ...fields] }: PartWords, given: GivenOptions): ContractEdit[] {
  const side = (given['side'] ?? 'input') as Side;
  const parsed = parseFields(fields.join(' '));
  if (parsed.length === 0)
    throw new UserError('ERR_ONEX_USAGE', 'The field is missing. Write it as in "amount: Decimal".');
  return parsed.map((field) => (text, contract) => addField(text, contract, { operation, side, field }));
}

async function stepEdits(
  { names }: PartWords,
  { given: { id, after, before }, warnings, place: { root } }: Session,
  self: string,
  project: ProjectContracts,
): Promise<ContractEdit[]> {
  const nodes = await project.names();
  if (names.length > 1 && id !== undefined)
    throw new UserError('ERR_ONEX_USAGE', '--id names one step; add the others without it.');
  if (typeof id === 'string') parsePlainName(id, 'step');
  return Promise.all(
    names.map(async (word, index): Promise<ContractEdit> => {
      const [wanted = '', ...operation] = word.split(':');
      const contract = await project.contract(findNode(wanted, nodes, self));
      const warning = NEED_THE_BUS.has(contract.kind) ? null : await withoutBus(root, contract);
      if (warning !== null) warnings.push(warning);
      const answer = { contract, operation: operation.length === 0 ? null : operation.join(':') };
      const follows = index === 0 && Array.isArray(after) ? (after as readonly string[]) : null;
      const place = { id: textOf(id) ?? null, after: follows, before: textOf(before) ?? null };
      return (text, own) => addStep(text, own, { ...answer, ...place });
    }),
  );
}

function stateEdits({ names }: PartWords, given: GivenOptions, contract: Contract): ContractEdit[] {
  const [word = '', second] = names;
  if (second !== undefined)
    throw new UserError('ERR_ONEX_USAGE', `Add one state at a time; found a second: ${quote(second)}`);
  const name = toSnake(parsePlainName(word.replaceAll(/[-.]/g, '_'), 'state'));
  const { from, on } = given;
  const state = {
    name,
    description:
      textOf(given['description']) ??
      `The ${contract.baseName.replaceAll('_', ' ')} is ${name.replaceAll('_', ' ')}.`,
    isTerminal: given['terminal'] === true,
  };
  const own: ContractEdit = (text, one) => addState(text, one, state);
  if (from === undefined && on === undefined) return [own];
  if (typeof from !== 'string' || typeof on !== 'string') {
    throw new UserError(
      'ERR_ONEX_USAGE',
      'A transition to the state needs both --from STATE and --on OPERATION.',
    );
  }
  const trigger = parseOperationName(on);
  const isThere = contract.operations.some((operation) => operation.name === trigger);
  return [
    own,
    ...(isThere ? [] : [operationEdit(trigger, {})]),
    (text, one) => addTransition(text, one, { from, to: name, trigger }),
  ];
}

function topicEdits({ names }: PartWords, given: GivenOptions): ContractEdit[] {
  return names.map((topic) => {
    const direction = (given['direction'] as Direction | undefined) ?? usualDirection(topic);
    if (direction === null) {
      throw new UserError(
        'ERR_ONEX_USAGE',
        `Set the direction of ${topic}: --direction subscribe or --direction publish`,
      );
    }
    return (text, contract) => addTopic(text, contract, topic, direction);
  });
}

/** Options that apply to only some kinds of part. */
const OPTIONS_OF: Readonly<Record<string, readonly Thing[]>> = {
  input: ['operation'],
  output: ['operation'],
  idempotent: ['operation'],
  side: ['field'],
  id: ['step'],
  after: ['step'],
  before: ['step'],
  from: ['state', 'operation'],
  to: ['operation'],
  on: ['state'],
  terminal: ['state'],
  direction: ['topic'],
  description: ['operation', 'state'],
};

/** @throws UserError for an option that would have no effect */
export function refuseIdle(thing: Thing, given: GivenOptions): void {
  const idle = Object.keys(OPTIONS_OF).find(
    (name) => given[name] !== undefined && !OPTIONS_OF[name]!.includes(thing),
  );
  if (idle !== undefined)
    throw new UserError('ERR_ONEX_USAGE', `--${idle} is not an option for a ${thing}; omit it`);
}

/** Returns the edit that a request makes in the contract of its node. */
export async function editsOf(
  request: PartWords,
  session: Session,
  contract: Contract,
  project: ProjectContracts,
): Promise<readonly ContractEdit[]> {
  const { given } = session;
  switch (request.thing) {
    case 'operation':
      return operationEdits(request, given, contract);
    case 'field':
      return fieldEdits(request, given);
    case 'step':
      return stepEdits(request, session, contract.name, project);
    case 'state':
      return stateEdits(request, given, contract);
    case 'topic':
      return topicEdits(request, given);
  }
}

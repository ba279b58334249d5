import {
  classNameOf,
  nodeOfStep,
  operationOfStep,
  type Contract,
  type Field,
  type WorkflowStep,
} from 'onex-runtime/contract';
import { versionFolder } from '../../../naming/index.ts';
import type { ProjectNode } from '../../types.ts';
import { stringLiteral } from '../../text/index.ts';
import { nameForms, uniqueForms, type Definitions } from '../source/index.ts';
import { operationViews, type OperationView, startOperation } from '../operations/index.ts';
import { eventsAlike } from '../machine/reducer-models.ts';
import { stateNames } from '../machine/reducer.ts';

/** A message to or from an operation of another node: its type as source, and its fields; null: any. */
export interface Message {
  readonly type: string;
  readonly fields: readonly Field[] | null;
  readonly definitions: Definitions;
}

/** The node of the project that performs a step. */
export interface StepTarget {
  /** Its name and the requested operation, for people. */
  readonly asked: string;
  /** Name under which the models of the node are imported, and their path relative to the version's folder. */
  readonly namespace: string;
  readonly models: string;
  readonly command: Message;
  readonly reply: Message;
  /** Message of the operation that undoes the step, if its node has one. */
  readonly undo: Message | null;
  /** Class names of the payloads of its commands, if its contract names exactly one class for each. */
  readonly payloadTypes: { readonly command: string | null; readonly compensate: string | null };
}

/** Returns the nodes of a project that perform steps of a workflow, by the step's id. */
export function stepTargets(
  { name, workflow }: Contract,
  nodes: readonly ProjectNode[],
): ReadonlyMap<string, StepTarget> {
  const others = nodes.filter(({ contract }) => contract.name !== name);
  const namespaces = uniqueForms(
    others.map(({ folder }) => nameOf(folder)),
    'node',
  );
  const found = (workflow?.steps ?? []).flatMap((step): [string, StepTarget][] => {
    const node = nodeOfStep(step, others);
    const namespace = node && namespaces[others.indexOf(node)]?.pascal;
    const target = node && namespace ? targetOf(step, node, `models${namespace}`) : null;
    return target ? [[step.id, target]] : [];
  });
  return new Map(found);
}

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

function targetOf(
  step: WorkflowStep,
  { folder, contract }: ProjectNode,
  namespace: string,
): StepTarget | null {
  const { pascal, snake } = nameForms(contract.baseName, 'node');
  const operations = operationViews(contract, pascal, snake);
  const asked = operationOfStep(step, contract);
  const operation = operations.find(({ name }) => name === asked);
  if (operation === undefined) return null;
  const undo = operations.find(({ name }) => name === step.compensation);
  const messages = (of: OperationView) => messagesOf(contract, operations, of, `${namespace}.`, pascal);
  return {
    asked: `${contract.name}: ${operation.name}`,
    namespace,
    models: `../../${folder}/${versionFolder(contract.nodeVersion)}/models/index.ts`,
    ...messages(operation),
    undo: undo === undefined ? null : messages(undo).command,
    payloadTypes: {
      command: inputClass(contract, operation.name),
      compensate: undo === undefined ? null : inputClass(contract, undo.name),
    },
  };
}

function inputClass({ operations }: Contract, name: string): string | null {
  return classNameOf(operations.find((operation) => operation.name === name)?.inputModel);
}

/** Returns the types and fields of an operation's messages, as the models of its kind of node declare them. */
function messagesOf(
  contract: Contract,
  operations: readonly OperationView[],
  { name, input, output, inputModel, outputModel }: OperationView,
  models: string,
  pascal: string,
): { readonly command: Message; readonly reply: Message } {
  const { definitions, kind } = contract;
  const message = (type: string, fields: readonly Field[] | null): Message => ({ type, fields, definitions });
  if (kind === 'reducer') {
    const events = `z.input<typeof ${models}Model${pascal}Input>`;
    const event = eventsAlike(operations)
      ? events
      : `Extract<${events}, { operation: ${stringLiteral(name)} }>`;
    return {
      command: message(`Omit<${event}, 'operation'>`, input),
      reply: message(`Omit<${models}Model${pascal}Output, 'operation'>`, projectionFields(contract)),
    };
  }
  if (kind === 'orchestrator') {
    const start = startOperation(operations);
    return {
      command: message(`z.input<typeof ${models}Model${pascal}Input>`, start?.input ?? null),
      reply: message(`${models}Model${pascal}Output`, start?.output ?? null),
    };
  }
  return {
    command: message(`z.input<typeof ${models}${inputModel}>`, input),
    reply: message(`${models}${outputModel}`, output),
  };
}

/** Returns the fields that every reducer publishes after an event. */
function projectionFields(contract: Contract): readonly Field[] {
  const field = (name: string, type: Field['type']): Field => ({
    name,
    type,
    required: true,
    description: null,
  });
  return [
    field('entity_id', { kind: 'string' }),
    field('state', { kind: 'literal', values: stateNames(contract) }),
    field('version', { kind: 'integer' }),
    field('data', { kind: 'object' }),
  ];
}

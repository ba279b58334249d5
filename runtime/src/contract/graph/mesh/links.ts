import { messageFields } from '../../message-fields.ts';
import type { Contract, Field, Operation } from '../../model.ts';
import type { MeshNode } from './types.ts';

/** What a node publishes on a topic, or reads from it. */
export interface End {
  readonly node: MeshNode;
  readonly topic: string;
  /** The operation that the topic asks for, if it is the only one. Null for several, or for a step's. */
  readonly operation: string | null;
  /** Fields of the message's payload. Null if the contract does not list them. */
  readonly fields: readonly Field[] | null;
  /** The model's name. Null if the contract names none. */
  readonly model: string | null;
}

export interface Links {
  readonly published: ReadonlyMap<string, readonly End[]>;
  readonly read: ReadonlyMap<string, readonly End[]>;
}

/** Every end of every topic, by topic. */
export function linksOf(nodes: readonly MeshNode[]): Links {
  const published = new Map<string, End[]>();
  const read = new Map<string, End[]>();
  for (const node of nodes) {
    for (const end of publishedBy(node)) add(published, end);
    for (const end of readBy(node)) add(read, end);
  }
  return { published, read };
}

function add(ends: Map<string, End[]>, end: End): void {
  const known = ends.get(end.topic);
  if (known === undefined) ends.set(end.topic, [end]);
  else known.push(end);
}

/** What the node accepts on a topic: the input of the only operation of the topic. */
function readBy(node: MeshNode): readonly End[] {
  const { contract } = node;
  const steps = contract.workflow?.steps ?? [];
  return contract.topics.subscribe.map(({ topic }) => {
    const step = steps.find(({ completedTopic }) => completedTopic === topic);
    if (step !== undefined) return { node, topic, operation: null, fields: null, model: step.resultModel };
    const [only, ...others] = operationsOn(contract, topic);
    if (only === undefined || others.length > 0)
      return { node, topic, operation: null, fields: null, model: null };
    return {
      node,
      topic,
      operation: only.name,
      fields: messageFields(contract, only.name, 'input'),
      model: only.inputModel?.name ?? null,
    };
  });
}

function operationsOn({ operations, workflow }: Contract, topic: string): readonly Operation[] {
  const answers = workflow?.steps.some((step) => [step.completedTopic, step.failedTopic].includes(topic));
  if (answers === true) return [];
  const named = operations.filter(({ requestTopics }) => requestTopics.includes(topic));
  return named.length > 0 ? named : operations.filter(({ requestTopics }) => requestTopics.length === 0);
}

function publishedBy(node: MeshNode): readonly End[] {
  const { contract } = node;
  const steps = contract.workflow?.steps ?? [];
  return contract.topics.publish.map((reference) => {
    const { topic } = reference;
    const step = steps.find(({ commandTopic }) => commandTopic === topic);
    if (step !== undefined) return { node, topic, operation: null, fields: null, model: step.commandModel };
    const done = contract.operations.filter(({ completedTopic }) => completedTopic === topic);
    const [only] = done;
    return {
      node,
      topic,
      operation: null,
      fields:
        reference.fields ??
        definedFields(contract, reference.model?.name) ??
        (done.length === 1 && only !== undefined ? messageFields(contract, only.name, 'output') : null),
      model: reference.model?.name ?? (done.length === 1 ? (only?.outputModel?.name ?? null) : null),
    };
  });
}

function definedFields({ definitions }: Contract, model: string | undefined): readonly Field[] | null {
  return model !== undefined && Object.hasOwn(definitions, model) ? (definitions[model] ?? null) : null;
}

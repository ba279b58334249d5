import type { Contract, NodeKind } from '../../contract/model.ts';
import { classNameOf } from '../../contract/read/sections/index.ts';
import { completedTopicOf } from '../../contract/workflow/index.ts';
import { operationFieldOf } from '../../node/operations/index.ts';
import { resultTopics } from '../../node/messages/index.ts';

export interface OperationDescription {
  readonly name: string;
  /** Where a message of this operation is sent. */
  readonly topic: string | null;
  /** Whether the payload's model has a field `operation` of its own. */
  readonly hasOperationField?: boolean;
  /** Class name of the payload's model. Absent if the contract names none. */
  readonly inputType?: string;
}

/** What `send` and `tail` need to know about a node. */
export interface NodeDescription {
  readonly name: string;
  readonly kind: NodeKind;
  readonly version: string;
  readonly operations: readonly OperationDescription[];
  /** Where a message without an operation is sent. Null if the node takes none. */
  readonly topic: string | null;
  readonly subscribes: readonly string[];
  readonly publishes: readonly string[];
  readonly deadLetters: readonly string[];
  /** Topics on which it answers. */
  readonly completed: readonly string[];
  readonly failed: readonly string[];
  /** False if the node is not on the bus and is called directly. */
  readonly onBus: boolean;
  readonly healthUrl: string | null;
}

/** The parts of a description that the contract defines. */
export function describeContract(contract: Contract): Omit<NodeDescription, 'onBus' | 'healthUrl'> {
  const { name, kind, nodeVersion, operations, topics, routing } = contract;
  const results = resultTopics(contract);
  const hasOperationField = operationFieldOf(contract);
  const subscribes = topics.subscribe.map(({ topic }) => topic);
  const command = topics.subscribe.find(({ category }) => category === 'COMMAND') ?? topics.subscribe[0];
  const topicOf = (operation: string): string | null => {
    const route = routing.routes.find((candidate) => candidate.operations.includes(operation));
    const carried = operations.find((one) => one.name === operation)?.requestTopics[0];
    const own = route?.topic ?? carried ?? null;
    return own !== null && subscribes.includes(own) ? own : (command?.topic ?? null);
  };
  // A contract without operations has the topics that any operation would have.
  const names = operations.length === 0 ? [''] : operations.map((operation) => operation.name);
  return {
    name,
    kind,
    version: `${nodeVersion.major}.${nodeVersion.minor}.${nodeVersion.patch}`,
    operations: operations.map((operation) => {
      const inputType = classNameOf(operation.inputModel);
      return {
        name: operation.name,
        topic: topicOf(operation.name),
        ...(hasOperationField(operation.name) && { hasOperationField: true }),
        ...(inputType !== null && { inputType }),
      };
    }),
    topic: command?.topic ?? null,
    subscribes,
    publishes: topics.publish.map(({ topic }) => topic),
    deadLetters: topics.deadLetter,
    completed: unique(
      names.flatMap(
        (operation) => completedTopicOf(contract, { completedTopic: results.completed(operation) }) ?? [],
      ),
    ),
    failed: unique(names.map((operation) => results.failed(operation))),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

import { kebab, type Contract } from '../../contract/index.ts';
import { classNameOf } from '../../contract/read/sections/index.ts';
import { intentTopicOf } from '../../contract/resolve/intent-topics.ts';

/** Where the results of a node's operations go, and the class of their payload. */
export interface ResultTopics {
  completed(operation: string): string;
  failed(operation: string): string;
  /** Class name of the payload of the completed event. Null if the contract names none, or a union of several. */
  outputType(operation: string): string | null;
}

/**
 * The contract's topics of each operation. For an operation without topics: those of the first operation, or the
 * default ones.
 */
export function resultTopics(contract: Contract): ResultTopics {
  const byName = new Map(contract.operations.map((operation) => [operation.name, operation]));
  const prefix = `onex.evt.${kebab(contract.domain)}.${kebab(contract.baseName)}`;
  const of = (operation: string) => byName.get(operation) ?? contract.operations[0];
  return {
    completed: (operation) => of(operation)?.completedTopic ?? `${prefix}-completed.v1`,
    failed: (operation) => of(operation)?.failedTopic ?? `${prefix}-failed.v1`,
    outputType: (operation) => classNameOf(byName.get(operation)?.outputModel),
  };
}

/** Topic of an intent: the contract's topic for it, otherwise `onex.intent.<domain>.<node>-<name>.v1`. */
export function intentTopic(contract: Contract, intent: string): string {
  return intentTopicOf(intent, contract.topics.publish, contract);
}

/** The contract's snapshot topic, which receives a reducer's projection, if there is one. */
export function snapshotTopic(contract: Contract): string | undefined {
  return contract.topics.publish.find(({ topic }) => topic.startsWith('onex.snapshot.'))?.topic;
}

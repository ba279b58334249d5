import type { Contract, Operation } from '../model.ts';

/**
 * Where the completed event of an operation goes. Null: the node publishes none, because its handlers decide what they
 * publish and the contract declares no such event.
 */
export function completedTopicOf(
  { kind, workflow, topics }: Pick<Contract, 'kind' | 'workflow' | 'topics'>,
  { completedTopic }: Pick<Operation, 'completedTopic'>,
): string | null {
  const isRouted = kind === 'orchestrator' && workflow === null;
  const isDeclared = topics.publish.some(({ topic }) => topic === completedTopic);
  return isRouted && !isDeclared ? null : completedTopic;
}

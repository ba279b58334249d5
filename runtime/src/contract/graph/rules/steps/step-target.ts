import type { Contract, WorkflowStep } from '../../../model.ts';

/** The node that a step names, otherwise the only one that takes the step's commands. */
export function nodeOfStep<Node extends { readonly folder?: string; readonly contract: Contract }>(
  { node, commandTopic }: WorkflowStep,
  nodes: readonly Node[],
): Node | undefined {
  // A copy of the node's folder has the node's name too.
  const named =
    nodes.find(({ folder }) => folder === node) ?? nodes.find(({ contract }) => contract.name === node);
  if (named !== undefined) return named;
  const takers = nodes.filter(({ contract: { topics } }) =>
    topics.subscribe.some(({ topic }) => topic === commandTopic),
  );
  return takers.length === 1 ? takers[0] : undefined;
}

/**
 * The operation that a step names, otherwise the only one that its topic carries, otherwise the only one of the node.
 * Null if there are several.
 */
export function operationOfStep(
  { operation, commandTopic }: Pick<WorkflowStep, 'operation' | 'commandTopic'>,
  { operations }: Contract,
): string | null {
  if (operation !== null) return operation;
  const carried = operations.filter(({ requestTopics }) => requestTopics.includes(commandTopic));
  const [only, ...others] = carried.length === 1 ? carried : operations;
  return others.length === 0 ? (only?.name ?? null) : null;
}

/** Ids of the steps that a step waits for, near and far, in the contract's order. */
export function stepsBefore({ workflow }: Contract, id: string): readonly string[] {
  const dependencies = new Map(workflow?.steps.map((step) => [step.id, step.dependsOn]));
  const found = new Set(dependencies.get(id));
  // The iteration of a set also yields elements that are added during it.
  for (const before of found) for (const further of dependencies.get(before) ?? []) found.add(further);
  return [...dependencies.keys()].filter((step) => found.has(step));
}

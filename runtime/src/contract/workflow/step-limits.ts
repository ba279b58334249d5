import type { Contract, ContractIssue, KeyPath, WorkflowStep } from '../model.ts';
import { quote } from '../yaml/quote.ts';
import type { YamlSource } from '../yaml/index.ts';

/** How long a consumer group waits for an instance that is gone before another one gets its messages, in ms. */
export const SESSION_TIMEOUT_MS = 10_000;

/** How long the group then takes to share its partitions again, in ms. */
const REBALANCE_MS = 5_000;

/** What a node without a timeout is given to answer, in ms. */
const UNLIMITED_MS = 30_000;

/** How long a node may take for some of its operations, the longest of them; null: its contract does not say. */
export function operationLimitMs(
  { operations, timeoutMs }: Pick<Contract, 'operations' | 'timeoutMs'>,
  names: readonly (string | null)[],
): number | null {
  const limits = operations
    .filter(({ name }) => names.includes(name) || names.every((wanted) => wanted === null))
    .map((operation) => operation.timeoutMs ?? timeoutMs);
  const known = (limits.length === 0 ? [timeoutMs] : limits).filter((limit) => limit !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/**
 * How long a step waits for a node that may take `limitMs`: that long, and until another instance has taken over what an
 * instance that is gone had in progress.
 */
export function stepTimeoutMs(limitMs: number | null): number {
  return (limitMs ?? UNLIMITED_MS) + SESSION_TIMEOUT_MS + REBALANCE_MS;
}

/**
 * Steps that give a healthy node up: they wait no longer than the node may take, or than the group needs to notice that
 * an instance is gone.
 * @param nodeOf The contract of the node that does a step; undefined where it is not known.
 */
export function stepLimitIssues(
  contract: Contract,
  source: Pick<YamlSource, 'positionOf'>,
  nodeOf: (step: WorkflowStep) => Contract | undefined,
): readonly ContractIssue[] {
  return (contract.workflow?.steps ?? []).flatMap((step): ContractIssue[] => {
    const { id, timeoutMs } = step;
    if (timeoutMs === null) return [];
    const node = nodeOf(step);
    const limit = node === undefined ? null : operationLimitMs(node, [step.operation, step.compensation]);
    const isTooShort = timeoutMs <= SESSION_TIMEOUT_MS || (limit !== null && timeoutMs <= limit);
    if (!isTooShort) return [];
    const why =
      node !== undefined && limit !== null && timeoutMs <= limit
        ? `${node.name} may take ${limit} ms`
        : `a message of a failed instance is redelivered after ${SESSION_TIMEOUT_MS} ms`;
    const path: KeyPath = ['annotations', 'workflow', 'steps', id, 'timeout_ms'];
    const message =
      `step ${quote(id)} waits ${timeoutMs} ms, but ${why}; ` +
      `set its timeout_ms to ${stepTimeoutMs(limit)} or more`;
    return [{ severity: 'warning', message, path, position: source.positionOf(path) }];
  });
}

import type { Contract } from '../contract/index.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../node/progress/index.ts';

/** Whether a contract sets no time limit for its handlers. A reducer is pure, and waits for nothing. */
export function hasNoTimeout({ kind, timeoutMs, operations, workflow }: Contract): boolean {
  const limits = [timeoutMs, workflow?.timeoutMs ?? null].concat(
    [...operations, ...(workflow?.steps ?? [])].map((part) => part.timeoutMs),
  );
  return kind !== 'reducer' && limits.every((limit) => limit === null);
}

/** Operations whose handlers have no time limit, because the contract gives them the limit 0. */
export function unlimitedOperations({
  kind,
  unlimited,
  operations,
}: Pick<Contract, 'kind' | 'unlimited' | 'operations'>): readonly string[] {
  if (kind !== 'effect' && kind !== 'compute') return [];
  return operations
    .filter((operation) => operation.unlimited ?? (operation.timeoutMs === null && unlimited === true))
    .map(({ name }) => name);
}

/** The log message about the time limits of a contract when its node starts. Null if there is none. */
export function timeLimitWarning(contract: Contract): string | null {
  const unlimited = unlimitedOperations(contract);
  if (unlimited.length > 0) {
    return (
      `${unlimited.join(', ')}: the contract gives the time limit 0, so a handler that does not return blocks its ` +
      'message forever; set timeout_ms of the operation'
    );
  }
  if (!hasNoTimeout(contract)) return null;
  if (contract.kind === 'orchestrator') {
    return (
      'the contract has no timeout, so a step without a reply waits forever; ' +
      'set timeout_ms of a step, or of coordination_rules'
    );
  }
  return (
    `the contract has no timeout, so the default of ${DEFAULT_TIME_LIMIT_MS / 1000} s applies to each attempt of a ` +
    'handler; set timeout_ms of an operation, or performance.single_operation_max_ms'
  );
}

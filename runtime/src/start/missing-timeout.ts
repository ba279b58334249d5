import type { Contract } from '../contract/index.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../node/progress/index.ts';

/** Whether nothing in a contract limits how long a handler may take. A reducer is pure, and waits for nothing. */
export function hasNoTimeout({ kind, timeoutMs, operations, workflow }: Contract): boolean {
  const limits = [timeoutMs, workflow?.timeoutMs ?? null].concat(
    [...operations, ...(workflow?.steps ?? [])].map((part) => part.timeoutMs),
  );
  return kind !== 'reducer' && limits.every((limit) => limit === null);
}

/** Operations whose handlers may take as long as they like, because the contract gives them the time limit 0. */
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

/** What is to be said of the time limits of a contract when its node starts; null: nothing. */
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

import type { Contract } from '../contract/index.ts';

/** Whether nothing in a contract limits how long a handler may take. A reducer is pure, and waits for nothing. */
export function hasNoTimeout({ kind, timeoutMs, operations, workflow }: Contract): boolean {
  const limits = [timeoutMs, workflow?.timeoutMs ?? null].concat(
    [...operations, ...(workflow?.steps ?? [])].map((part) => part.timeoutMs),
  );
  return kind !== 'reducer' && limits.every((limit) => limit === null);
}

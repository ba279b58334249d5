import type { OperationView } from './operations.ts';

/** The operation that starts a workflow, where there is exactly one and its fields are the workflow's. */
export function startOperation(operations: readonly OperationView[]): OperationView | null {
  const [only] = operations;
  return operations.length === 1 && only !== undefined ? only : null;
}

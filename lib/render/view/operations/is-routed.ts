import type { Contract } from 'onex-runtime/contract';

/** Whether a contract is that of an orchestrator with routes instead of an execution graph. */
export function isRouted({ kind, workflow }: Pick<Contract, 'kind' | 'workflow'>): boolean {
  return kind === 'orchestrator' && workflow === null;
}

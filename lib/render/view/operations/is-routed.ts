import type { Contract } from 'onex-runtime/contract';

/** Whether a contract is an orchestrator's that has routes in place of an execution graph. */
export function isRouted({ kind, workflow }: Pick<Contract, 'kind' | 'workflow'>): boolean {
  return kind === 'orchestrator' && workflow === null;
}

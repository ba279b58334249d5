import type { Contract } from 'onex-runtime/contract';

/** Returns the backends that a contract routes by, in its order; none if it does not route by backend. */
export function backendsOf({ kind, routing }: Contract): readonly string[] {
  if (routing.strategy !== 'backend_match' || (kind !== 'effect' && kind !== 'compute')) return [];
  return [...new Set(routing.routes.flatMap(({ backend }) => backend ?? []))];
}

/** Returns the backend that is used if the configuration names none; null if the contract does not route by backend. */
export function defaultBackend(contract: Contract): string | null {
  const backends = backendsOf(contract);
  const named = contract.routing.defaultBackend;
  return named !== null && backends.includes(named) ? named : (backends[0] ?? null);
}

import type { Contract } from 'onex-runtime/contract';

/** Backends that a contract routes by, in its order; none where it routes by anything else. */
export function backendsOf({ kind, routing }: Contract): readonly string[] {
  if (routing.strategy !== 'backend_match' || (kind !== 'effect' && kind !== 'compute')) return [];
  return [...new Set(routing.routes.flatMap(({ backend }) => backend ?? []))];
}

/** The backend that works where the configuration names none; null where the contract routes by no backend. */
export function defaultBackend(contract: Contract): string | null {
  const backends = backendsOf(contract);
  const named = contract.routing.defaultBackend;
  return named !== null && backends.includes(named) ? named : (backends[0] ?? null);
}

import type { ConsulClient } from '../../../src/discovery/index.ts';

/** A Consul without a network, because the clock of these tests is not real. */
export function stubConsul() {
  const state = { away: false };
  const answer = async <T>(value: T): Promise<T> => {
    if (state.away) throw new Error('Consul is restarting');
    return value;
  };
  const client: ConsulClient = {
    agentService: () => answer(null),
    serviceNames: () => answer([]),
    listed: () => answer([]),
    register: () => answer(undefined),
    deregister: () => answer(undefined),
    entries: () => answer([]),
    put: () => answer(undefined),
    remove: () => answer(undefined),
    update: () => answer(true),
    tie: () => answer(undefined),
    mayListServices: () => answer(true),
    close() {},
  };
  return { client, state };
}

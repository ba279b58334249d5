import type { ConsulClient } from '../../src/discovery/index.ts';

/** A Consul in memory that can be away, or hold registrations up. */
export function fakeConsul() {
  const entries = new Map<string, unknown>();
  const state = { away: false, hold: Promise.resolve(), asked: 0, registering: 0 };
  const ask = (): void => {
    state.asked += 1;
    if (state.away) throw new Error('Consul is restarting');
  };
  const client: ConsulClient = {
    has: async (id) => {
      ask();
      return entries.has(`service ${id}`);
    },
    register: async ({ id }) => {
      state.registering += 1;
      await state.hold;
      ask();
      entries.set(`service ${id}`, true);
    },
    deregister: async (id) => {
      ask();
      entries.delete(`service ${id}`);
    },
    put: async (key, value) => {
      ask();
      entries.set(key, value);
    },
    remove: async (prefix) => {
      ask();
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    update: async (key, change) => {
      ask();
      const changed = change(entries.get(key) ?? null);
      if (changed !== undefined) entries.set(key, changed);
    },
  };
  return { client, entries, state };
}

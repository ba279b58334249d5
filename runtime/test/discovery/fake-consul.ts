import type { ConsulClient, PassingService } from '../../src/discovery/index.ts';

/** A Consul in memory that can be away, or hold registrations up. */
export function fakeConsul() {
  const entries = new Map<string, unknown>();
  const state = {
    away: false,
    hold: Promise.resolve(),
    asked: 0,
    registering: 0,
    closed: false,
    /** What health checks say of services that others registered. */
    passing: [] as PassingService[],
    holdPassing: Promise.resolve(),
    /** Questions for health checks that are not answered yet. */
    waiting: 0,
  };
  const ask = (): void => {
    state.asked += 1;
    if (state.away) throw new Error('Consul is restarting');
  };
  const client: ConsulClient = {
    has: async (id) => {
      ask();
      return entries.has(`service ${id}`);
    },
    passing: async () => {
      state.waiting += 1;
      await state.holdPassing;
      state.waiting -= 1;
      ask();
      return state.passing;
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
    close: () => void (state.closed = true),
  };
  return { client, entries, state };
}

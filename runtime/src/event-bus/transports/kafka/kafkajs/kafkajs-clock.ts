import { requireClient } from './require-client.ts';
import { monotonicNow } from '../../../../values/index.ts';

/**
 * The times that kafkajs remembers and later compares with `Date.now()`, by module and class member. If the wall clock
 * is set back, the client would send no heartbeat, refresh no metadata, and time out no request until the clock has
 * caught up. If it is set forward, every request in flight would time out.
 */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  'kafkajs/src/consumer/consumerGroup.js': ['lastRequest'],
  'kafkajs/src/consumer/offsetManager/index.js': ['lastCommit'],
  'kafkajs/src/cluster/brokerPool.js': ['metadataExpireAt'],
  'kafkajs/src/network/requestQueue/index.js': ['throttledUntil'],
  'kafkajs/src/network/requestQueue/socketRequest.js': ['sentAt'],
};

/**
 * Makes those members follow the monotonic clock. Each is stored as a time of that clock, and read as the time that the
 * wall clock would show now. The client's own comparisons with `Date.now()` are then right, however the wall clock is
 * set. Calling it again is harmless. Modules that another version of the client lacks are left out.
 */
export function steadyClockOfKafkajs(): void {
  const load = requireClient();
  if (load === null) return;
  for (const [module, members] of Object.entries(TIMES)) {
    const client = loaded(load, module);
    if (client === null) continue;
    for (const member of members) {
      if (!Object.hasOwn(client.prototype, member)) defineSteady(client.prototype, member);
    }
  }
}

function loaded(load: NodeJS.Require, module: string): { readonly prototype: object } | null {
  let path: string;
  try {
    path = load.resolve(module);
  } catch {
    return null;
  }
  const client = load(path) as unknown;
  return typeof client === 'function' ? (client as unknown as { readonly prototype: object }) : null;
}

/** Values that are not times do not change, such as null and the -1 of a queue that was never throttled. */
function defineSteady(prototype: object, member: string): void {
  const stored = new WeakMap<object, unknown>();
  const times = new WeakMap<object, number>();
  Object.defineProperty(prototype, member, {
    configurable: true,
    enumerable: true,
    get(this: object): unknown {
      const time = times.get(this);
      return time === undefined ? stored.get(this) : Date.now() + (time - monotonicNow());
    },
    set(this: object, value: unknown) {
      if (typeof value === 'number' && value > 0) times.set(this, monotonicNow() + (value - Date.now()));
      else {
        times.delete(this);
        stored.set(this, value);
      }
    },
  });
}

import { types } from 'node:util';
import { shared } from './shared.ts';

/** Weak, because an object that is dropped without being closed must not stay in memory. */
const hosts = shared('onex.event-bus.open', () => new Map<object, WeakRef<object>>());

/** @param key what identifies this opening of the bus */
export function addOpenHost(key: object, host: object): void {
  hosts.set(key, new WeakRef(host));
}

export function removeOpenHost(key: object): void {
  hosts.delete(key);
}

export interface RelatedHost {
  readonly host: object;
  readonly relation: 'Object.create' | 'Proxy';
}

/**
 * An open host that is related to an object which is not open; null if there is none. The target of a `Proxy` cannot be
 * read, so a `Proxy` counts as related if both have the same prototype.
 */
export function openHostLike(object: object): RelatedHost | null {
  let related: RelatedHost | null = null;
  for (const reference of hosts.values()) {
    const host = reference.deref();
    if (host === undefined || host === object) continue;
    try {
      if (isPrototypeOf(object, host) || isPrototypeOf(host, object))
        return { host, relation: 'Object.create' };
      const isProxied = types.isProxy(host) !== types.isProxy(object);
      if (isProxied && Object.getPrototypeOf(host) === Object.getPrototypeOf(object))
        related = { host, relation: 'Proxy' };
    } catch {
      // A revoked Proxy has no prototype to compare.
    }
  }
  return related;
}

function isPrototypeOf(prototype: object, object: object): boolean {
  return Object.prototype.isPrototypeOf.call(prototype, object);
}

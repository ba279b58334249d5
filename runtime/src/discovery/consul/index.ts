/**
 * Registration in Consul.
 *
 * 1. The desired state of a node is computed from its own profile or from its introspection event, and both give the
 *    same state.
 * 2. `reconcile` reads what is registered, and writes only what is absent or differs. It can be repeated, and run by
 *    several processes at once.
 * 3. A node registers itself again if its entry is missing, and deregisters itself at its shutdown.
 * 4. An entry of another node is removed only if that node is known to be dead. Where the token may not list
 *    everything, nothing is removed.
 *
 * It must not know transports.
 */
export { consulAddress, type ConsulAddress } from './address.ts';
export { createConsulClient, type ConsulClient, type ConsulOptions } from './consul-client.ts';
export { consulService, nodeOfIntrospection, nodeOfProfile, type RegisteredNode } from './registered-node.ts';
export { registerHost, type HostRegistration } from './register-host.ts';
export { createPruner, type Pruner } from './prune.ts';
export { type RegistrationPart, reconcile } from './reconcile.ts';
export { deregisterNode } from './registration.ts';
export { startSelfRegistration, type SelfRegistration } from './self-registration.ts';

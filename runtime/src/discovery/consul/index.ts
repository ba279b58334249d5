export { consulAddress, type ConsulAddress } from './address.ts';
export { createConsulClient, type ConsulClient, type ConsulOptions } from './consul-client.ts';
export { consulService, nodeOfIntrospection, nodeOfProfile, type RegisteredNode } from './registered-node.ts';
export { registerHost, type HostRegistration } from './register-host.ts';
export { createPruner, type Pruner } from './prune.ts';
export { type RegistrationPart, reconcile } from './reconcile.ts';
export { deregisterNode } from './registration.ts';
export { startSelfRegistration, type SelfRegistration } from './self-registration.ts';

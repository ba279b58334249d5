export { consulAddress, type ConsulAddress } from './address.ts';
export {
  createConsulClient,
  type ConsulClient,
  type ConsulOptions,
  type ConsulService,
  type PassingService,
} from './consul-client.ts';
export {
  consulService,
  nodeOfIntrospection,
  nodeOfProfile,
  serviceIdOf,
  type RegisteredNode,
} from './registered-node.ts';
export { registerHost, type HostRegistration } from './register-host.ts';
export { deregisterNode, ensureRegistered, registerNode } from './registration.ts';
export { startSelfRegistration, type SelfRegistration } from './self-registration.ts';

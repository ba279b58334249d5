/**
 * What the event bus stores for each host. A runtime node has public fields, which the bus fills. The bus reads and
 * writes no member of any other host: the values are stored here, by instance, and `eventBusOf` returns a view of them.
 *
 * The stores are properties of `globalThis`, so that copies of this package, as in a bundle or under two module
 * systems, share them. Changing the shape of `HostState` breaks copies of different versions.
 */
export { stateOf, type HostState, type OpenBus } from './host-state.ts';
export { eventBusOf, type EventBusView } from './view.ts';
export { reportSecondIdentity } from './second-identity.ts';
export { addOpenHost, openHostLike, removeOpenHost } from './open-hosts.ts';
export { contractOf, identityOf } from './host-profile.ts';
export { DEDUPLICATION_STORE, hostServices } from './host-services.ts';
export { settingsOfEnvironment, settingsOfFields } from './host-settings.ts';
export type { EventBusHost, NodeIdentity } from './host.ts';

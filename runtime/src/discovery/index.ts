/**
 * How a mesh finds a node: its identity, its announcements on the bus, and its registration in Consul. A node works
 * even if nobody listens, and an unavailable Consul is not a readiness problem. It must not know what a node does.
 */
export {
  nodeIdOf,
  acquireInstanceId,
  type InstanceId,
  type InstanceOptions,
  type NodeProfile,
} from './identity/index.ts';
export {
  introspectionEvent,
  type IntrospectionOptions,
  type IntrospectionReason,
  createFlowCounter,
  flowCounterOf,
  type FlowCounter,
  type FlowWindow,
  heartbeatEvent,
  type Vitals,
  parseIntrospectionRequest,
  type IntrospectionRequest,
  createSilence,
  startTicker,
  type Ticker,
  createVitals,
  createAnnouncer,
  type Announcement,
  type Announcer,
  type AnnouncerOptions,
} from './announcements/index.ts';
export { announcesRegistry, limitAnnouncements } from './announcements/registry-announcements.ts';
export * from './announcements/platform-events/index.ts';
export * from './consul/index.ts';
export { startRegistrar, type Registrar, type RegistrarOptions } from './registrar/index.ts';

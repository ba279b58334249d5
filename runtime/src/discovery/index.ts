export { nodeIdOf } from './identity/node-id.ts';
export { acquireInstanceId, type InstanceId, type InstanceOptions } from './identity/instance-id.ts';
export type { NodeProfile } from './identity/node-profile.ts';
export {
  introspectionEvent,
  type IntrospectionOptions,
  type IntrospectionReason,
} from './announcements/introspection-event.ts';
export {
  createFlowCounter,
  flowCounterOf,
  type FlowCounter,
  type FlowWindow,
} from './announcements/flow-window.ts';
export { heartbeatEvent, type Vitals } from './announcements/heartbeat-event.ts';
export {
  parseIntrospectionRequest,
  type IntrospectionRequest,
} from './announcements/introspection-request.ts';
export { announcesRegistry, seldom } from './announcements/registry-seen.ts';
export { createSilence } from './announcements/silence.ts';
export { startTicker, type Ticker } from './announcements/ticker.ts';
export { createVitals } from './announcements/vitals.ts';
export {
  createAnnouncer,
  type Announcement,
  type Announcer,
  type AnnouncerOptions,
} from './announcements/announcer.ts';
export * from './announcements/platform-events/index.ts';
export * from './consul/index.ts';
export { startRegistrar, type Registrar, type RegistrarOptions } from './registrar/index.ts';

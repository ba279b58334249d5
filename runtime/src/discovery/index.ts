export { nodeIdOf } from './node-id.ts';
export { acquireInstanceId, type InstanceId, type InstanceOptions } from './instance-id.ts';
export type { NodeProfile } from './node-profile.ts';
export {
  introspectionEvent,
  type IntrospectionOptions,
  type IntrospectionReason,
} from './introspection-event.ts';
export { createFlowCounter, flowCounterOf, type FlowCounter, type FlowWindow } from './flow-window.ts';
export { heartbeatEvent, type Vitals } from './heartbeat-event.ts';
export { parseIntrospectionRequest, type IntrospectionRequest } from './introspection-request.ts';
export { announcesRegistry, seldom } from './registry-seen.ts';
export { createSilence } from './silence.ts';
export { startTicker, type Ticker } from './ticker.ts';
export { createVitals } from './vitals.ts';
export { createAnnouncer, type Announcement, type Announcer, type AnnouncerOptions } from './announcer.ts';
export * from './platform-events/index.ts';
export * from './consul/index.ts';
export { startRegistrar, type Registrar, type RegistrarOptions } from './registrar/index.ts';

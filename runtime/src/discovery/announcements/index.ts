/**
 * What a node announces on the bus: its introspection at the start and on request, its heartbeats, and its shutdown.
 * The fields are those that the models of the Python packages accept. A heartbeat has the values of the time when it is
 * sent.
 */
export { createAnnouncer, type Announcement, type Announcer, type AnnouncerOptions } from './announcer.ts';
export { eventBusTopics } from './capabilities.ts';
export { createFlowCounter, flowCounterOf, type FlowCounter, type FlowWindow } from './flow-window.ts';
export { heartbeatEvent, type Vitals } from './heartbeat-event.ts';
export {
  introspectionEvent,
  type IntrospectionOptions,
  type IntrospectionReason,
} from './introspection-event.ts';
export { parseIntrospectionRequest, type IntrospectionRequest } from './introspection-request.ts';
export { createSilence } from './silence.ts';
export { startTicker, type Ticker } from './ticker.ts';
export { createVitals } from './vitals.ts';

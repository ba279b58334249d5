export * from './wire/index.ts';
export type {
  EventTransport,
  InboundRecord,
  OutboundRecord,
  SubscribeOptions,
  Subscription,
} from './transports/transport.ts';
export {
  createInMemoryBroker,
  createInMemoryTransport,
  type InMemoryBroker,
  type InMemoryOptions,
  type InMemoryTransport,
} from './transports/in-memory/index.ts';
export type { EventBusHost, NodeIdentity } from './hosts/host.ts';
export { eventBusOf, type EventBusView } from './hosts/index.ts';
export { closeEventBus, openEventBus, type OpenOptions } from './open.ts';
export type { BusSettings } from './settings/bus-settings.ts';
export * from './stores/deduplication/index.ts';
export type { BusQualities, DispatchMessage, DispatchingNode } from './delivery/index.ts';
export type { Backoff } from './retry/backoff.ts';
export type { BusLogMethod, BusLogger } from './observability/logger.ts';
export type { EventPublisher, Publication } from './publisher/publisher.ts';
export type { IntrospectionReason } from '../discovery/index.ts';
export { DEDUPLICATION_STORE } from './hosts/host-services.ts';

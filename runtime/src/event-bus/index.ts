export * from './wire/index.ts';
export type {
  EventTransport,
  InboundRecord,
  OutboundRecord,
  SubscribeOptions,
  Subscription,
} from './transport.ts';
export {
  createInMemoryBroker,
  createInMemoryTransport,
  type InMemoryBroker,
  type InMemoryOptions,
  type InMemoryTransport,
} from './in-memory/index.ts';
export type { EventBusHost, NodeIdentity } from './host.ts';
export { eventBusOf, type EventBusView } from './hosts/index.ts';
export { closeEventBus, openEventBus, type OpenOptions } from './open.ts';
export type { BusSettings } from './bus-settings.ts';
export * from './deduplication/index.ts';
export type { BusQualities, DispatchMessage, DispatchingNode } from './delivery/index.ts';
export type { Backoff } from './backoff.ts';
export type { BusLogMethod, BusLogger } from './logger.ts';
export type { EventPublisher, Publication } from './publisher.ts';
export type { IntrospectionReason } from '../discovery/index.ts';
export { DEDUPLICATION_STORE } from './host-services.ts';

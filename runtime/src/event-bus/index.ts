/**
 * The event bus as nodes and generated code see it: `openEventBus`, `closeEventBus`, and the types of hosts,
 * transports, stores, and messages. A new transport belongs to `transports/`, a new store to `stores/`, a new field of
 * a message to `wire/`, and a new setting to `settings/options.ts` of the runtime. It guarantees at-least-once
 * delivery with deduplicated answers. It knows a node only as a `DispatchingNode`, and no kind of node.
 */
export * from './wire/index.ts';
export type {
  EventTransport,
  InboundRecord,
  OutboundRecord,
  SubscribeOptions,
  Subscription,
} from './transports/index.ts';
export {
  createInMemoryBroker,
  createInMemoryTransport,
  type InMemoryBroker,
  type InMemoryOptions,
  type InMemoryTransport,
} from './transports/in-memory/index.ts';
export {
  type EventBusHost,
  type NodeIdentity,
  eventBusOf,
  type EventBusView,
  DEDUPLICATION_STORE,
} from './hosts/index.ts';
export { closeEventBus, openEventBus, type OpenOptions } from './open.ts';
export type { BusSettings } from './settings/index.ts';
export * from './stores/deduplication/index.ts';
export type { BusQualities, DispatchMessage, DispatchingNode } from './delivery/index.ts';
export type { Backoff } from './retry/index.ts';
export type { BusLogMethod, BusLogger } from './observability/index.ts';
export type { EventPublisher, Publication } from './publisher/index.ts';
export type { IntrospectionReason } from '../discovery/index.ts';

export * from './wire/index.ts';
export type {
  EventTransport,
  InboundRecord,
  OutboundRecord,
  SubscribeOptions,
  Subscription,
} from './transport.ts';
export {
  createInMemoryTransport,
  type InMemoryTransport,
  type InMemoryTransportOptions,
} from './in-memory/index.ts';
export type { EventBusHost, NodeIdentity } from './host.ts';
export type { EventPublisher, IntrospectionReason, Publication } from './publisher.ts';

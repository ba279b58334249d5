/**
 * The transports of the event bus. `transport.ts` is the interface that each transport implements: a partitioned log
 * with consumer groups. To add a transport, add a folder, and choose it in `choose-transport.ts`.
 *
 * 1. `publish` resolves only after the bus has acknowledged every record.
 * 2. The records of a key are handled one after another, in their order.
 * 3. A record is committed only after its handler has resolved. A record whose handler failed is delivered again.
 *
 * A transport must not know envelopes, contracts, or nodes.
 */
export { chooseTransport, isInstalled } from './choose-transport.ts';
export { observed } from './observed-transport.ts';
export type {
  AssignmentChange,
  EventTransport,
  InboundRecord,
  OutboundRecord,
  SubscribeOptions,
  Subscription,
} from './transport.ts';

import { OnexError } from '../../../errors/index.ts';
import type { EventTransport, InboundRecord, Subscription } from '../transport.ts';
import { type InMemoryBroker, type InMemoryOptions, createInMemoryBroker } from './broker.ts';

/** The in-memory bus, with a view into its log for tests, `send` and `tail`. */
export interface InMemoryTransport extends EventTransport {
  readonly kind: 'in-memory';
  topics(): readonly string[];
  /** The records of a topic, in the order they were published. */
  records(topic: string): readonly InboundRecord[];
}

/** A transport with a log of its own, or with one that it shares with others of this process. */
export function createInMemoryTransport(
  options: InMemoryOptions & { readonly broker?: InMemoryBroker } = {},
): InMemoryTransport {
  const broker = options.broker ?? createInMemoryBroker(options);
  const subscriptions = new Set<Subscription>();
  let closed = false;

  const refuseWhenClosed = (): void => {
    if (closed) throw new OnexError('EVENT_BUS_ERROR', 'the in-memory event bus is closed');
  };

  return {
    kind: 'in-memory',
    durable: false,
    opensInBackground: false,
    async connect() {
      closed = false;
    },
    async publish(records) {
      refuseWhenClosed();
      broker.append(records);
    },
    async missingTopics() {
      return [];
    },
    async subscribe(subscribeOptions) {
      refuseWhenClosed();
      const joined = broker.join(subscribeOptions);
      const subscription: Subscription = {
        rest: (ms) => joined.rest(ms),
        async stop() {
          subscriptions.delete(subscription);
          await joined.stop();
        },
      };
      subscriptions.add(subscription);
      return subscription;
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      closed = true;
    },
    topics: () => broker.topics(),
    records: (topic) => broker.records(topic),
  };
}

import type { Announcer } from '../../discovery/index.ts';
import { toRecord, wrapPublication, type Writer } from './outputs.ts';
import type { EventPublisher, Publication } from './publisher.ts';
import type { EventTransport } from '../transports/index.ts';
import type { Envelope } from '../wire/index.ts';

export interface PublisherOptions {
  readonly transport: EventTransport;
  readonly serviceName: string;
  readonly introspect: Announcer['introspect'];
  /** Default: the form that all readers accept. */
  readonly writer?: Writer;
}

/** The publisher of one host: it wraps payloads, chooses keys, adds headers, and waits for the bus to acknowledge. */
export function createPublisher({
  transport,
  serviceName,
  introspect,
  writer,
}: PublisherOptions): EventPublisher {
  const publishAll = async (
    outputs: readonly Publication[],
    cause?: Envelope,
  ): Promise<readonly Envelope[]> => {
    const wrapped = outputs.map((output) => wrapPublication(output, cause, writer));
    if (wrapped.length > 0) await transport.publish(wrapped.map((output) => toRecord(output, serviceName)));
    return wrapped.map(({ envelope }) => envelope);
  };
  return {
    publishAll,
    async publish(output, cause) {
      const [envelope] = await publishAll([output], cause);
      return envelope as Envelope;
    },
    publishIntrospection: introspect,
  };
}

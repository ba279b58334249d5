import type { EventTransport } from '../../../../runtime/src/event-bus/index.ts';
import type { KafkaTransportOptions } from '../../../../runtime/src/event-bus/transports/kafka/index.ts';

/** What a module for `--transport` exports: the port of the event bus on the Kafka that the options name. */
export interface TransportModule {
  createTransport(options: KafkaTransportOptions): Promise<EventTransport>;
}

const candidate = (await import(String(process.env['ONEX_TEST_TRANSPORT']))) as Partial<TransportModule>;
if (typeof candidate.createTransport !== 'function') {
  throw new TypeError(`${process.env['ONEX_TEST_TRANSPORT']} exports no function createTransport`);
}

export * from '../../../../runtime/src/event-bus/transports/kafka/index.ts';
export const createKafkaTransport: TransportModule['createTransport'] = candidate.createTransport;

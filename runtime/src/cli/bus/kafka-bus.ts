import { projectCommands } from '../../project/index.ts';
import type { KafkaReader } from '../../event-bus/transports/kafka/index.ts';
import { CliError } from '../cli-error.ts';
import type { ControlClient, NodeDescription, OpenTail } from '../control/index.ts';
import { inOneLine, openReader, openTransport, type KafkaOptions } from '../kafka/index.ts';
import { openTail } from './kafka-tail.ts';

export interface KafkaBus {
  /** Gives Kafka the same interface as a `dev`. */
  readonly client: ControlClient;
  /** Names of the existing topics that the client may see. */
  readonly topics: readonly string[];
  /** Connects in the background to publish. A failure is reported when a message is published. */
  prepareToPublish(): void;
  /** One line that names the required rights that are missing. Null if none is missing. @throws CliError. */
  missingRights(needed: Parameters<KafkaReader['missingRights']>[0]): Promise<string | null>;
  close(): Promise<void>;
}

interface KafkaBusOptions extends KafkaOptions {
  readonly nodes: readonly NodeDescription[];
  /** Called with a line about an outage while topics are followed, or about a topic that cannot be read. */
  readonly note?: ((line: string) => void) | undefined;
}

/** Connects at once. @throws CliError if Kafka is unavailable or its client is not installed. */
export async function openKafkaBus(options: KafkaBusOptions): Promise<KafkaBus> {
  const { note = () => {} } = options;
  const reader = await openReader(options);
  const topics = await inOneLine(() => reader.topics()).catch(async (error: unknown) => {
    await reader.close();
    throw error;
  });
  const transport = await openTransport(options);
  let connecting: Promise<void> | null = null;
  const tails = new Set<OpenTail>();
  const client: ControlClient = {
    directory: async () => options.nodes,
    publish: (record) =>
      inOneLine(async () => {
        await (connecting ?? transport.connect());
        await transport.publish([record]);
      }),
    call({ node }) {
      throw new CliError(
        `${node} is on no bus: it subscribes to no topic. Run it with: ${projectCommands(process.cwd()).run('dev')}`,
      );
    },
    async tail(request, onEvent) {
      const tail = await inOneLine(() => openTail(reader, request, { onEvent, note }));
      tails.add(tail);
      return tail;
    },
  };
  return {
    client,
    topics,
    prepareToPublish() {
      connecting = transport.connect();
      connecting.catch(() => {});
    },
    missingRights: (needed) => inOneLine(() => reader.missingRights(needed)),
    async close() {
      for (const tail of tails) tail.close();
      await Promise.allSettled([...tails].map(({ ended }) => ended));
      await Promise.all([reader.close(), transport.close()]);
    },
  };
}

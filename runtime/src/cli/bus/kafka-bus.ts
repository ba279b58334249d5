import type { KafkaReader, OpenReading } from '../../event-bus/kafka/index.ts';
import { isOnexError } from '../../errors/index.ts';
import { CliError } from '../cli-error.ts';
import {
  eventMatcher,
  toBusEvent,
  topicMatcher,
  type ControlClient,
  type EventFilter,
  type NodeDescription,
  type OnEvent,
  type OpenTail,
} from '../control/index.ts';
import { inOneLine, openReader, openTransport, type KafkaOptions } from '../kafka/index.ts';

export interface KafkaBus {
  /** Speaks to Kafka as to a `dev`. */
  readonly client: ControlClient;
  /** Names of the topics that exist and that the client may see. */
  readonly topics: readonly string[];
  /** One line that names the rights which are needed and missing; null: none. @throws CliError. */
  missingRights(needed: Parameters<KafkaReader['missingRights']>[0]): Promise<string | null>;
  close(): Promise<void>;
}

/** How often it is looked for new topics that a followed pattern means, in ms. */
const NEW_TOPICS_MS = 5000;

/** Reaches for Kafka at once. @throws CliError when it is away or its client is not installed. */
export async function openKafkaBus(
  options: KafkaOptions & { readonly nodes: readonly NodeDescription[] },
): Promise<KafkaBus> {
  const reader = await openReader(options);
  const topics = await inOneLine(() => reader.topics());
  const transport = await openTransport(options);
  const tails = new Set<OpenTail>();
  const client: ControlClient = {
    directory: async () => options.nodes,
    publish: (record) =>
      inOneLine(async () => {
        await transport.connect();
        await transport.publish([record]);
      }),
    call({ node }) {
      throw new CliError(`${node} is on no bus: it subscribes to no topic. Run it with: npm run dev`);
    },
    async tail(request, onEvent) {
      const tail = await inOneLine(() => openTail(reader, request, onEvent));
      tails.add(tail);
      return tail;
    },
  };
  return {
    client,
    topics,
    missingRights: (needed) => inOneLine(() => reader.missingRights(needed)),
    async close() {
      for (const tail of tails) tail.close();
      await Promise.allSettled([...tails].map(({ ended }) => ended));
      await transport.close();
    },
  };
}

type TailOptions = EventFilter & { readonly from: 'start' | 'now'; readonly follow: boolean };

async function openTail(reader: KafkaReader, request: TailOptions, onEvent: OnEvent): Promise<OpenTail> {
  const wantsTopic = topicMatcher(request.topics);
  const fits = eventMatcher(request);
  const onRecord = (record: Parameters<typeof toBusEvent>[0]): unknown => {
    const event = toBusEvent(record);
    return fits(event) ? onEvent(event) : undefined;
  };
  const readings: OpenReading[] = [];
  const known = new Set<string>();
  const ended = Promise.withResolvers<'complete' | 'disconnected'>();
  const read = async (from: 'start' | 'now'): Promise<void> => {
    const all = (await reader.topics()).filter((topic) => wantsTopic(topic) && !topic.startsWith('__'));
    const topics = all.filter((topic) => !known.has(topic));
    for (const topic of topics) known.add(topic);
    if (topics.length === 0) return;
    const reading = await reader.read({ topics, from, follow: request.follow, onRecord });
    readings.push(reading);
    reading.ended.then(
      () => request.follow || ended.resolve('complete'),
      (error: unknown) => ended.reject(isOnexError(error) ? new CliError(error.message) : error),
    );
  };
  await read(request.from);
  if (readings.length === 0 && !request.follow) ended.resolve('complete');
  // A topic that comes up is new as a whole, so it is read from its start.
  const look = (): void => void read('start').catch(() => {});
  const looking = request.follow ? setInterval(look, NEW_TOPICS_MS) : undefined;
  const stopped = ended.promise.finally(async () => {
    clearInterval(looking);
    await Promise.all(readings.map((reading) => reading.stop()));
  });
  // Whoever closes it may never ask how it ended.
  stopped.catch(() => {});
  return { ended: stopped, close: () => ended.resolve('complete') };
}

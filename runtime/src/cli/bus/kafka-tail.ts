import { visible } from 'onex-cli-kit';
import type { KafkaReader } from '../../event-bus/transports/kafka/index.ts';
import {
  eventMatcher,
  toBusEvent,
  topicMatcher,
  type EventFilter,
  type OnEvent,
  type OpenTail,
} from '../control/index.ts';
import { inOneLine } from '../kafka/index.ts';

/** How often the topics of the cluster are compared with a followed pattern, in ms. */
const NEW_TOPICS_MS = 5000;

type TailOptions = EventFilter & { readonly from: 'start' | 'now'; readonly follow: boolean };

interface TailOutput {
  readonly onEvent: OnEvent;
  readonly note: (line: string) => void;
}

/** Reads or follows the topics of a cluster, as `dev` does with those of its bus. @throws CliError. */
export async function openTail(
  reader: KafkaReader,
  request: TailOptions,
  output: TailOutput,
): Promise<OpenTail> {
  const matches = topicMatcher(request.topics);
  const wanted = (topics: readonly string[]): string[] =>
    topics.filter((topic) => matches(topic) && !topic.startsWith('__'));
  const fits = eventMatcher(request);
  const onRecord = (record: Parameters<typeof toBusEvent>[0]): unknown => {
    const event = toBusEvent(record);
    return fits(event) ? output.onEvent(event) : undefined;
  };
  const open = request.follow ? followTopics : readTopics;
  return open(reader, {
    topics: wanted(await reader.topics()),
    from: request.from,
    wanted,
    onRecord,
    output,
  });
}

interface OpenOptions {
  readonly topics: readonly string[];
  readonly from: 'start' | 'now';
  readonly wanted: (topics: readonly string[]) => readonly string[];
  readonly onRecord: (record: Parameters<typeof toBusEvent>[0]) => unknown;
  readonly output: TailOutput;
}

/** Reads the records that are on the topics now. */
async function readTopics(reader: KafkaReader, { topics, onRecord }: OpenOptions): Promise<OpenTail> {
  const ranges = await reader.ranges(topics);
  let isClosed = false;
  const read = async (): Promise<'complete'> => {
    for (const range of ranges) {
      for await (const record of reader.records(range)) {
        if (isClosed) return 'complete';
        await onRecord(record);
      }
    }
    return 'complete';
  };
  return { ended: optional(inOneLine(read)), close: () => void (isClosed = true) };
}

/** Follows the topics, and topics that are created later, from their first record on. */
async function followTopics(reader: KafkaReader, options: OpenOptions): Promise<OpenTail> {
  const { topics, from, wanted, onRecord, output } = options;
  const onTrouble = (error: Error | null): void =>
    output.note(error === null ? 'Kafka is available again' : `${visible(error.message)}; waiting for Kafka`);
  const following = await reader.follow({ topics, from, onRecord, onTrouble });
  const unreadable = new Set<string>();
  const look = async (): Promise<void> => {
    const fresh = wanted(await following.refresh()).filter((topic) => !following.has(topic));
    for (const topic of fresh) {
      const missing = await reader.missingRights({ read: [topic] });
      // A topic counts as followed only after it was added, so a failure is retried at the next check.
      if (missing === null) await following.add([topic], 'start');
      else if (!unreadable.has(topic)) {
        unreadable.add(topic);
        output.note(visible(missing));
      }
    }
  };
  const stopLooking = repeat(look, NEW_TOPICS_MS);
  const end = async (): Promise<'complete'> => {
    await following.ended;
    return 'complete';
  };
  return { ended: optional(inOneLine(end).finally(stopLooking)), close: () => following.stop() };
}

/** Repeats work that may fail, each time after a pause. @returns a function that ends it. */
function repeat(work: () => Promise<void>, pauseMs: number): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(() => {
      void work()
        .catch(() => {})
        .finally(() => isStopped || wait());
    }, pauseMs);
  };
  wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** The promise, whose rejection need not be handled, because a caller that closes a tail need not wait for its end. */
function optional<T>(ended: Promise<T>): Promise<T> {
  ended.catch(() => {});
  return ended;
}

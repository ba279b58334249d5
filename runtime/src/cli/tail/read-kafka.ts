import { CliError } from '../cli-error.ts';
import {
  sizeOf,
  type BusEvent,
  type ControlClient,
  type EventFilter,
  type OnEvent,
} from '../control/index.ts';
import { untilInterrupted } from './interrupt.ts';

/** As many events, and as many characters, as `dev` keeps; a cluster has more than anybody reads. */
const MOST_EVENTS = 10_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

export interface ReadKafkaOptions {
  readonly filter: EventFilter;
  readonly print: OnEvent;
  readonly note: (line: string) => void;
}

/**
 * Prints what is on the topics now, the newest events in the order of their time: partitions are read one beside the
 * other.
 */
export async function printKafka(
  client: ControlClient,
  { filter, print, note }: ReadKafkaOptions,
): Promise<void> {
  let events: BusEvent[] = [];
  let characters = 0;
  let left = 0;
  const cut = (): void => {
    const all = events;
    events = newestOf(all);
    characters = events.reduce((sum, event) => sum + sizeOf(event), 0);
    left += all.length - events.length;
  };
  const tail = await client.tail({ ...filter, from: 'start', follow: false }, (event) => {
    events.push(event);
    characters += sizeOf(event);
    if (events.length >= 2 * MOST_EVENTS || characters >= 2 * MOST_CHARACTERS) cut();
  });
  const end = await untilInterrupted(tail.ended, tail.close);
  if (end === 'disconnected') throw new CliError('the connection to Kafka was lost while events were read');
  cut();
  if (left > 0) note(`${left} older events are left out; ask for topics or a correlation to see them`);
  for (const event of events) await print(event);
}

/** The newest events that fit into the limits, in the order of their time; at least one. */
function newestOf(events: readonly BusEvent[]): BusEvent[] {
  const sorted = events.toSorted((one, other) => one.timestamp - other.timestamp);
  let first = sorted.length;
  let characters = 0;
  while (first > 0 && sorted.length - first < MOST_EVENTS) {
    characters += sizeOf(sorted[first - 1]!);
    if (characters > MOST_CHARACTERS && first < sorted.length) break;
    first -= 1;
  }
  return sorted.slice(first);
}

/**
 * Prints what is published from now on, until the user interrupts, also after an outage.
 * @throws CliError if Kafka is permanently lost.
 */
export async function followKafka(client: ControlClient, { filter, print }: ReadKafkaOptions): Promise<void> {
  const tail = await client.tail({ ...filter, from: 'now', follow: true }, print);
  const end = await untilInterrupted(tail.ended, tail.close);
  if (end === 'disconnected') throw new CliError('the connection to Kafka was lost, and cannot be restored');
}

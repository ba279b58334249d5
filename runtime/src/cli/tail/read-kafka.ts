import { CliError } from '../cli-error.ts';
import type { BusEvent, ControlClient, EventFilter } from '../control/index.ts';
import { untilInterrupted } from './interrupt.ts';

/** As many as `dev` keeps; a cluster has more than anybody reads. */
const MOST_EVENTS = 10_000;

export interface ReadKafkaOptions {
  readonly filter: EventFilter;
  readonly print: (event: BusEvent) => void;
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
  let left = 0;
  const newest = (): BusEvent[] =>
    events.toSorted((one, other) => one.timestamp - other.timestamp).slice(-MOST_EVENTS);
  const tail = await client.tail({ ...filter, from: 'start', follow: false }, (event) => {
    events.push(event);
    if (events.length < 2 * MOST_EVENTS) return;
    left += events.length - MOST_EVENTS;
    events = newest();
  });
  const end = await untilInterrupted(tail.ended, tail.close);
  if (end === 'disconnected') throw new CliError('Kafka was lost while its events were read');
  left += Math.max(0, events.length - MOST_EVENTS);
  if (left > 0) note(`${left} older events are left out; ask for topics or a correlation to see them`);
  for (const event of newest()) print(event);
}

/** Prints what comes from now on, until the user interrupts. A broker that goes away is waited for. */
export async function followKafka(
  client: ControlClient,
  { filter, print, note }: ReadKafkaOptions,
): Promise<void> {
  const tail = await client.tail({ ...filter, from: 'now', follow: true }, print);
  const end = await untilInterrupted(tail.ended, tail.close);
  if (end === 'disconnected') note('Kafka was lost for good');
}

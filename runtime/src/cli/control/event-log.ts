import type { EventTransport, OutboundRecord } from '../../event-bus/transports/index.ts';
import { toBusEvent, type BusEvent } from './event.ts';

export interface EventLog {
  /** The retained events, oldest first. */
  history(): readonly BusEvent[];
  /** Events are numbered in order. The numbers of the oldest retained event, and of the next event. */
  readonly oldest: number;
  readonly end: number;
  /** The event with a number from `oldest` on. Undefined if it is no longer retained, or does not exist yet. */
  at(number: number): BusEvent | undefined;
  /** Calls the listener for every event from now on, until the returned function is called. */
  listen(listener: (event: BusEvent) => void): () => void;
  append(record: OutboundRecord): void;
}

/** Retains the newest events in the order they were published, limited by number and by size. */
export function createEventLog({ maxEvents = 10_000, maxBytes = 64 * 1024 * 1024 } = {}): EventLog {
  const events: BusEvent[] = [];
  const listeners = new Set<(event: BusEvent) => void>();
  let bytes = 0;
  let oldest = 0;
  return {
    history: () => events,
    get oldest() {
      return oldest;
    },
    get end() {
      return oldest + events.length;
    },
    at: (number) => events[number - oldest],
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    append(record) {
      const event = toBusEvent(record);
      events.push(event);
      bytes += sizeOf(event);
      // Removes many at once, because each removal at the front moves the whole array.
      if (events.length > maxEvents * 1.1 || bytes > maxBytes) {
        const before = events.length;
        bytes = cut(events, maxEvents, maxBytes);
        oldest += before - events.length;
      }
      for (const listener of listeners) listener(event);
    },
  };
}

/** Number of characters of an event in all. Headers can be larger than the value. */
export function sizeOf({ topic, key, value, headers }: BusEvent): number {
  let size = topic.length + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) size += name.length + headers[name]!.length;
  return size;
}

function cut(events: BusEvent[], maxEvents: number, maxBytes: number): number {
  let bytes = 0;
  let kept = 0;
  while (kept < Math.min(events.length, maxEvents)) {
    const size = sizeOf(events.at(-1 - kept)!);
    if (kept > 0 && bytes + size > maxBytes * 0.9) break;
    bytes += size;
    kept += 1;
  }
  events.splice(0, events.length - kept);
  return bytes;
}

/** A transport that writes everything published through it into a log. */
export function recordPublished<Transport extends EventTransport>(
  transport: Transport,
  log: EventLog,
): Transport {
  return {
    ...transport,
    async publish(records) {
      await transport.publish(records);
      for (const record of records) log.append(record);
    },
  };
}

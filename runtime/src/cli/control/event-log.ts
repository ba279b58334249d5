import type { EventTransport, OutboundRecord } from '../../event-bus/transport.ts';
import { toBusEvent, type BusEvent } from './event.ts';

export interface EventLog {
  /** What is kept, oldest first. */
  history(): readonly BusEvent[];
  /** Calls the listener for every event from now on, until the function that is returned is called. */
  listen(listener: (event: BusEvent) => void): () => void;
  append(record: OutboundRecord): void;
}

/** Keeps the newest events in the order they were published, bounded by number and by bytes of their values. */
export function createEventLog({ maxEvents = 10_000, maxBytes = 64 * 1024 * 1024 } = {}): EventLog {
  const events: BusEvent[] = [];
  const listeners = new Set<(event: BusEvent) => void>();
  let bytes = 0;
  return {
    history: () => events,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    append(record) {
      const event = toBusEvent(record);
      events.push(event);
      bytes += event.value?.length ?? 0;
      // In one go for many, since each cut at the front moves the whole array.
      if (events.length > maxEvents * 1.1 || bytes > maxBytes) bytes = cut(events, maxEvents, maxBytes);
      for (const listener of listeners) listener(event);
    },
  };
}

function cut(events: BusEvent[], maxEvents: number, maxBytes: number): number {
  let bytes = 0;
  let kept = 0;
  while (kept < Math.min(events.length, maxEvents)) {
    const size = events.at(-1 - kept)!.value?.length ?? 0;
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

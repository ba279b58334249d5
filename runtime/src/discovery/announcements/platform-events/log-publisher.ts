import { onLogLine } from '../../../logging/log-lines.ts';
import type { Announcement } from '../announcer.ts';
import type { NodeProfile } from '../../identity/index.ts';
import { startTicker } from '../ticker.ts';
import { logEntry, type LogEntry } from './log-entry.ts';
import type { PlatformEvent } from './list.ts';
import { platformTopic } from './names.ts';

export interface LogPublisherOptions {
  readonly profile: NodeProfile;
  readonly publisher: { publishAll(announcements: readonly Announcement[]): Promise<unknown> };
  /** Called for the first failure after a success. */
  readonly logger: { warn(fields: object, message: string): void };
  readonly intervalMs?: number;
}

/** Maximum number of entries that wait to be published, and that are published at once. */
const MOST_WAITING = 1000;
const BATCH = 200;

/**
 * Publishes the lines of a node's log as entries, once a second. Guarantees: a node never waits for its log; the number
 * of waiting entries is limited; entries that could not be published are dropped, and an entry reports how many. Null
 * if `events` lacks this event.
 */
export function startLogPublisher(
  events: readonly PlatformEvent[],
  { profile, publisher, logger, intervalMs = 1000 }: LogPublisherOptions,
): { stop(): Promise<void> } | null {
  if (!events.includes('log-entry')) return null;
  const topic = platformTopic('log-entry');
  const waiting: LogEntry[] = [];
  let dropped = 0;
  let isLost = false;
  const stopListening = onLogLine((line) => {
    const entry = logEntry(line, profile);
    if (entry === null) return;
    if (waiting.length < MOST_WAITING) waiting.push(entry);
    else dropped += 1;
  });

  const publishSome = async (): Promise<void> => {
    while (waiting.length > 0 || dropped > 0) {
      const batch = waiting.splice(0, BATCH);
      const missing = dropped;
      const entries = missing === 0 ? batch : [...batch, gap(profile, missing)];
      dropped = 0;
      try {
        await publisher.publishAll(
          entries.flatMap((entry) => (entry === null ? [] : [announcement(entry, topic)])),
        );
        isLost = false;
      } catch (error) {
        // The log line of this failure is itself an entry of the next attempt.
        dropped += batch.length + missing;
        if (!isLost) logger.warn({ error }, 'log entries not published');
        isLost = true;
        return;
      }
    }
  };
  const ticker = startTicker(intervalMs, publishSome);
  return {
    async stop() {
      await ticker.stop();
      stopListening();
      await publishSome();
    },
  };
}

function gap(profile: NodeProfile, count: number): LogEntry | null {
  const time = new Date().toISOString();
  const line = { level: 'warn', time, node: profile.nodeName, message: `${count} log entries were dropped` };
  return logEntry(JSON.stringify(line), profile);
}

function announcement(payload: LogEntry, topic: string): Announcement {
  const { correlation_id: correlationId } = payload;
  return {
    topic,
    payload,
    eventType: 'platform.log-entry',
    payloadType: 'ModelStructuredLogEntry',
    key: null,
    ...(correlationId !== null && { correlationId }),
  };
}

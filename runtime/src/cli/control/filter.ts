import { HEARTBEAT_TOPIC } from '../../event-bus/wire/index.ts';
import { correlationOf, type BusEvent, type EventFilter } from './event.ts';

/** A test for topics. Without patterns, it accepts every topic except that of heartbeats, which are too numerous. */
export function topicMatcher(patterns: readonly string[]): (topic: string) => boolean {
  if (patterns.length === 0) return (topic) => topic !== HEARTBEAT_TOPIC;
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const globs = patterns.filter((pattern) => pattern.includes('*')).map((pattern) => pattern.split('*'));
  return (topic) => exact.has(topic) || globs.some((parts) => matchesParts(topic, parts));
}

/** Without a regular expression, because no pattern may take more than linear time. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

/** A test for events by topic and, if given, by the beginning of the correlation ID. */
export function eventMatcher({ topics, correlationId }: EventFilter): (event: BusEvent) => boolean {
  const matchesTopic = topicMatcher(topics);
  const wanted = correlationId?.toLowerCase() ?? null;
  return (event) =>
    matchesTopic(event.topic) &&
    (wanted === null || correlationOf(event)?.toLowerCase().startsWith(wanted) === true);
}

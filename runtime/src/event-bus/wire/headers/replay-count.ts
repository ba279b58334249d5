/** The header in which replays are counted. The Python packages read and write the same one. */
export const REPLAY_COUNT = 'x-replay-count';

/**
 * The value that Python writes for a count that it cannot read. It is above any limit, so nothing replays the message
 * again.
 */
const UNREADABLE = 2 ** 31 - 1;

/** How often a message was sent again from a dead letter. */
export function replayCountOf(headers: Readonly<Record<string, string>>): number {
  if (!Object.hasOwn(headers, REPLAY_COUNT)) return 0;
  const text = headers[REPLAY_COUNT]!;
  return /^\d{1,9}$/u.test(text) ? Number(text) : UNREADABLE;
}

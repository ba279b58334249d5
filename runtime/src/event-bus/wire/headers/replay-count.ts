/** The header in which a replay counts itself. The Python packages read and write the same one. */
export const REPLAY_COUNT = 'x-replay-count';

/** What Python writes for a count that it cannot read: more than any limit, so that nothing replays the message again. */
const UNREADABLE = 2 ** 31 - 1;

/** How often a message was sent again from a dead letter. */
export function replayCountOf(headers: Readonly<Record<string, string>>): number {
  if (!Object.hasOwn(headers, REPLAY_COUNT)) return 0;
  const text = headers[REPLAY_COUNT]!;
  return /^\d{1,9}$/u.test(text) ? Number(text) : UNREADABLE;
}

/**
 * `08:01:02.123` in UTC, from milliseconds since 1970; dashes for a time that no date can have. Everything that is
 * printed has this clock, as JSON lines and the broker have, so that lines of several machines can be compared.
 */
export function clockTime(timestamp: number): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? '--:--:--.---' : date.toISOString().slice(-13, -1);
}

/** `2026-11-23` in UTC; dashes for a time that no date can have. */
export function clockDay(timestamp: number): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? '----------' : date.toISOString().slice(0, -14);
}

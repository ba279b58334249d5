/**
 * Any value of a message as text. `String` would call the `toString` that a message may have, and JSON of
 * many levels is more than the stack holds: neither may end a command that reads what others wrote.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return jsonOf(value) ?? String(typeof value === 'object' ? '(too many levels to be shown)' : value);
}

/** A number, or a text that is one; NaN for anything else. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

/** The value as JSON; null when it cannot be written. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}

/** ISO 8601 of milliseconds since 1970; null for a time that no date can have. */
export function isoTime(timestamp: number): string | null {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

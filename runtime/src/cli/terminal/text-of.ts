/**
 * Any value of a message as text. `String` would call a `toString` in the message, and deeply nested JSON overflows the
 * stack. Neither may end a command that reads the messages of others.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return jsonOf(value) ?? String(typeof value === 'object' ? '(too many levels to be shown)' : value);
}

/** A number, or a text that is one; NaN for anything else. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

/** The value as JSON. Null if it cannot be written. */
function jsonOf(value: unknown): string | null {
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

import { visible } from './visible.ts';

/**
 * Quotes a value of unknown origin for a message: on one line, as in JSON, cut to a length, and without characters that
 * control a terminal. A list or a mapping is not printed, only named as such.
 */
export function quote(value: unknown, limit = 60): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping';
  const shown = typeof value === 'string' ? value.slice(0, limit + 1) : String(value);
  const text = shown.length > limit ? `${shown.slice(0, limit)}…` : shown;
  return visible(typeof value === 'string' ? JSON.stringify(text) : text);
}

import { printable } from './printable.ts';

/** A value as one line of JSON, in which the characters that control a terminal are escaped. It ends with a line break. */
export function jsonLine(value: unknown): string {
  return `${printable(JSON.stringify(value))}\n`;
}

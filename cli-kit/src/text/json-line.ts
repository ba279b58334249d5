import { visible } from './visible.ts';

/** A value as one line of JSON. Characters that control a terminal are escaped, so the JSON keeps its meaning. */
export function jsonLine(value: unknown): string {
  return `${visible(JSON.stringify(value))}\n`;
}

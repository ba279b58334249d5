import { visible } from 'onex-runtime/contract';

/** A value as one line of JSON, in which the characters that control a terminal are escaped. It ends with a line break. */
export function jsonLine(value: unknown): string {
  return `${visible(JSON.stringify(value))}\n`;
}

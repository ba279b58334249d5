import { NotationError, type Token } from './tokens.ts';

/** A place among the tokens of one notation. */
export interface Cursor {
  readonly tokens: readonly Token[];
  readonly end: number;
  index: number;
  /** A valid part without a meaning for a model, in the words of the notation. */
  readonly unread: string[];
  /** How much of it is TypeScript's notation: words that both have, or what Python does not have at all. */
  foreign: 'none' | 'words' | 'syntax';
  /** Whether the contract defines a model of a name. */
  readonly isModel: (name: string) => boolean;
}

/** Notes that something is TypeScript's and not Python's. */
export function foreign(cursor: Cursor, what: 'words' | 'syntax'): void {
  if (cursor.foreign !== 'syntax') cursor.foreign = what;
}

export function takeMark(cursor: Cursor, text: string): boolean {
  const token = cursor.tokens[cursor.index];
  if (token?.kind !== 'mark' || token.text !== text) return false;
  cursor.index += 1;
  return true;
}

export function expectMark(cursor: Cursor, text: string): void {
  if (!takeMark(cursor, text)) throw new NotationError(`"${text}" is missing`, offset(cursor));
}

export function offset(cursor: Cursor): number {
  return cursor.tokens[cursor.index]?.offset ?? cursor.end;
}

import type { PieceSpan } from '../types.ts';

/** Text to insert at one offset: named pieces with white space between them. */
export interface Draft {
  readonly offset: number;
  readonly text: string;
  readonly pieces: readonly PieceSpan[];
}

export type Part = string | { readonly name: string; readonly text: string };

export function draft(offset: number, parts: readonly Part[]): Draft {
  let text = '';
  const pieces: PieceSpan[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    // The indentation before a piece is white space around it. Trees include neither that nor the comment above a node.
    const start = text.length + (/^\s*/.exec(part.text)?.[0].length ?? 0);
    const code = part.text.trimStart();
    const anchor = start + (/^(?:\/\*[\s\S]*?\*\/\s*)?/.exec(code)?.[0].length ?? 0);
    text += part.text;
    pieces.push({ name: part.name, start, anchor, end: text.length });
  }
  return { offset, text, pieces };
}

/** Returns the text with all insertions applied. Offsets refer to the given text. */
export function splice(text: string, insertions: readonly { offset: number; text: string }[]): string {
  let result = '';
  let at = 0;
  for (const { offset, text: inserted } of insertions) {
    result += text.slice(at, offset) + inserted;
    at = offset;
  }
  return result + text.slice(at);
}

/** Sorts by text order. Items at the same offset retain their given order. */
export function inOrder<T extends { readonly offset: number }>(drafts: readonly T[]): readonly T[] {
  return drafts.toSorted((a, b) => a.offset - b.offset);
}

import type { PieceSpan } from '../types.ts';

/** Text that goes in at one offset, made of named pieces with white space between. */
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
    // Indentation before a piece is white space around it, and trees know neither that nor the comment above a node.
    const start = text.length + (/^\s*/.exec(part.text)?.[0].length ?? 0);
    const code = part.text.trimStart();
    const anchor = start + (/^(?:\/\*[\s\S]*?\*\/\s*)?/.exec(code)?.[0].length ?? 0);
    text += part.text;
    pieces.push({ name: part.name, start, anchor, end: text.length });
  }
  return { offset, text, pieces };
}

/** The text with every insertion put in. Offsets are those of the text given. */
export function splice(text: string, insertions: readonly { offset: number; text: string }[]): string {
  let result = '';
  let at = 0;
  for (const { offset, text: inserted } of insertions) {
    result += text.slice(at, offset) + inserted;
    at = offset;
  }
  return result + text.slice(at);
}

/** In the order of the text. Two at one offset keep the order they were given in. */
export function inOrder<T extends { readonly offset: number }>(drafts: readonly T[]): readonly T[] {
  return drafts.toSorted((a, b) => a.offset - b.offset);
}

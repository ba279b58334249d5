import { changedRanges, type ChangedRange } from '../../../alignment/index.ts';
import type { Token } from './tokenize.ts';

/** A text with its tokens and the 0-based line of each. */
export interface Tokenized {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly lines: readonly number[];
}

export function tokenized(text: string, tokens: readonly Token[]): Tokenized {
  const lines: number[] = [];
  let [line, at] = [0, 0];
  for (const { start } of tokens) {
    for (; at < start; at += 1) if (text[at] === '\n') line += 1;
    lines.push(line);
  }
  return { text, tokens, lines };
}

export const keysOf = ({ tokens }: Tokenized): string[] => tokens.map(({ key }) => key);

/** A change of tokens, and the lines of the base that it touches: `end` is the line after the last one. */
export interface TokenChange extends ChangedRange {
  readonly side: 'ours' | 'theirs';
  readonly lines: { readonly start: number; readonly end: number };
}

/** Returns the lines of the base that a change touches, counted as in a merge by line. */
function linesOf(base: Tokenized, { start, length }: ChangedRange['before']): TokenChange['lines'] {
  const [before, first, last] = [
    base.lines[start - 1] ?? -1,
    base.lines[start],
    base.lines[start + length - 1],
  ];
  if (length > 0) return { start: first!, end: last! + 1 };
  // An insertion within a line changes that line; an insertion between two lines touches both.
  const next = first ?? before + 1;
  return before === next ? { start: next, end: next + 1 } : { start: before + 1, end: next };
}

const CLOSER = /^\n?[)\]}]$/;

/** Joins changes that only closing brackets separate, because a bracket may be paired with that of another block. */
function withoutClosersBetween(changes: readonly ChangedRange[], base: Tokenized): ChangedRange[] {
  const joined: ChangedRange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    const between = last && base.tokens.slice(last.before.start + last.before.length, change.before.start);
    if (last === undefined || !between!.every(({ key }) => CLOSER.test(key))) {
      joined.push(change);
      continue;
    }
    const from = (place: 'before' | 'after') => {
      const end = change[place].start + change[place].length;
      return { start: last[place].start, length: end - last[place].start };
    };
    joined[joined.length - 1] = { before: from('before'), after: from('after') };
  }
  return joined;
}

export function changesOf(base: Tokenized, side: Tokenized, name: TokenChange['side']): TokenChange[] {
  return withoutClosersBetween(changedRanges(keysOf(base), keysOf(side)), base).map((change) => ({
    ...change,
    side: name,
    lines: linesOf(base, change.before),
  }));
}

/** Groups the changes of both sides whose lines overlap or touch, as git groups them. */
export function groupsOf(changes: readonly TokenChange[]): TokenChange[][] {
  const groups: TokenChange[][] = [];
  let end = -1;
  for (const change of changes.toSorted((a, b) => a.before.start - b.before.start)) {
    const last = groups.at(-1);
    if (last !== undefined && change.lines.start <= end) last.push(change);
    else groups.push([change]);
    end = Math.max(end, change.lines.end);
  }
  return groups;
}

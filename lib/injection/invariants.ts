import { child, children, isNode, NOT_SYNTAX, type Comment, type Node } from './node.ts';
import { splice } from './draft.ts';
import { statementEnd } from './places.ts';
import { parseText, type Parsed } from './parse.ts';
import type { OpenFile } from './open-file.ts';
import type { Insertion } from './types.ts';

export type Verdict =
  { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly failed: string };

/**
 * The invariants of an edit, checked on the text that would be written. Beyond "it parses" the old tree must be found
 * again whole inside the new one: an insertion that changes what a neighbouring line means is caught, too.
 */
export function checkInsertions(before: OpenFile, after: string, insertions: readonly Insertion[]): Verdict {
  const fail = (failed: string): Verdict => ({ ok: false, failed });

  if (splice(before.text, insertions) !== after || withoutInsertions(after, insertions) !== before.text) {
    return fail('the new text is not the old text plus insertions');
  }
  const outcome = parseText(after, before.language);
  if (!outcome.ok) {
    const { message, line, column } = outcome.fault;
    return fail(`the new text does not parse: ${message} (line ${line}, column ${column})`);
  }
  const { parsed } = outcome;
  if (parsed.faults.length > before.faults.length) {
    return fail(`a new fault: ${parsed.faults.at(-1)?.message ?? ''}`);
  }
  const shift = shifter(insertions);
  const lost = firstLostNode(before, { program: parsed.program, text: after }, shift);
  if (lost !== null) return fail(`the ${lost.type} at offset ${lost.start} means something else now`);

  const endings = new Set(before.text.match(/\r\n|\n|\r/g) ?? ['\n']);
  for (const { text } of insertions) {
    for (const ending of text.match(/\r\n|\n|\r/g) ?? []) {
      if (!endings.has(ending) && before.text.length > 0)
        return fail('a line end that the file does not have');
    }
    if (/[\t ](?:\r|\n)/.test(text)) return fail('white space at the end of a line');
  }
  if (!after.endsWith(before.text.slice(-1))) return fail('the end of the file changed');

  const kept = new Set(parsed.comments.map((comment) => `${comment.start}:${comment.value}`));
  const gone = before.comments.find((comment) => !kept.has(`${shift.start(comment.start)}:${comment.value}`));
  if (gone !== undefined) return fail(`the comment at offset ${gone.start} is lost`);
  if (!headerStays(before, parsed, insertions)) return fail('something stands above the header of the file');
  return { ok: true, parsed };
}

function withoutInsertions(after: string, insertions: readonly Insertion[]): string {
  let result = '';
  let at = 0;
  let moved = 0;
  for (const { offset, text } of insertions) {
    result += after.slice(at, offset + moved);
    at = offset + moved + text.length;
    moved += text.length;
  }
  return result + after.slice(at);
}

interface Shifter {
  /** Where something that started at `offset` starts now: what goes in there stands before it. */
  start(offset: number): number;
  /** Where something that ended at `offset` ends now. */
  end(offset: number): number;
}

function shifter(insertions: readonly Insertion[]): Shifter {
  const moved = (offset: number, limit: number): number => {
    let result = offset;
    for (const insertion of insertions) {
      if (insertion.offset >= limit) break;
      result += insertion.text.length;
    }
    return result;
  };
  return { start: (offset) => moved(offset, offset + 1), end: (offset) => moved(offset, offset) };
}

interface Tree {
  readonly program: Node;
  readonly text: string;
}

/** Walks both trees side by side: what the new one has more of must be what went in. */
function firstLostNode(before: Tree, after: Tree, shift: Shifter): Node | null {
  const pairs: [Node, Node][] = [[before.program, after.program]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [old, now] = pair;
    if (old.type !== now.type) return old;
    // The program reaches over the white space around it, so that only what is below it has a place of its own.
    if (old.type !== 'Program') {
      const end = shift.end(statementEnd(before.text, old));
      if (shift.start(old.start) !== now.start || end !== statementEnd(after.text, now)) return old;
    }
    for (const key in old) {
      if (NOT_SYNTAX.has(key)) continue;
      const value = old[key];
      if (Array.isArray(value)) {
        const lost = pairItems(value, now[key], shift, pairs);
        if (lost !== null) return lost;
      } else if (isNode(value)) {
        const other = now[key];
        if (!isNode(other)) return value;
        pairs.push([value, other]);
      }
    }
  }
  return null;
}

/** Items keep their order; those between them are new. */
function pairItems(
  old: readonly unknown[],
  now: unknown,
  shift: Shifter,
  pairs: [Node, Node][],
): Node | null {
  const items = Array.isArray(now) ? (now as unknown[]) : [];
  let at = 0;
  for (const item of old) {
    if (!isNode(item)) continue;
    const start = shift.start(item.start);
    while (at < items.length && !startsAt(items[at], start)) at += 1;
    const other = items[at];
    if (!isNode(other)) return item;
    pairs.push([item, other]);
    at += 1;
  }
  return null;
}

function startsAt(item: unknown, start: number): boolean {
  return isNode(item) && item.start === start;
}

function headerStays(before: OpenFile, after: Parsed, insertions: readonly Insertion[]): boolean {
  const first = insertions[0]?.offset ?? before.text.length;
  const fixed = [child(before.program, 'interpreter'), ...children(before.program, 'directives')];
  if (fixed.some((node) => node !== null && node.end > first)) return false;
  if (children(after.program, 'directives').length !== children(before.program, 'directives').length)
    return false;
  const pragma = before.comments.find(isPragma);
  const firstNode = children(before.program, 'body')[0]?.start ?? before.text.length;
  return pragma === undefined || pragma.start >= firstNode || pragma.end <= first;
}

function isPragma({ value }: Comment): boolean {
  return /^\s*(?:eslint-disable(?!-)|@ts-nocheck|@license|copyright)/i.test(value);
}

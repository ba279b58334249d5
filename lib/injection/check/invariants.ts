import { isReplaced, type Change } from './change.ts';
import { child, children, type Comment, type Node } from '../parse/index.ts';
import type { Opener, OpenFile } from '../survey/index.ts';
import { statementEnd } from '../pieces/index.ts';
import { firstLostNode } from './same-tree.ts';
import { shifter, type Shifter } from './shift.ts';

/**
 * Checks the invariants of an edit on the text that would be written. It is not enough that the new text parses. The
 * whole old tree must also exist in the new tree, except for replaced pieces of an earlier run. This also catches an
 * edit that changes the meaning of a neighboring line.
 * @param after Without the byte order mark.
 * @returns The invariant that failed, or null.
 */
export function failedInvariant(
  before: OpenFile,
  after: string,
  changes: readonly Change[],
  open: Opener,
): string | null {
  if (!isPlus(before.text, after, changes)) {
    return 'the new text is not the old text plus the injected code';
  }
  const opened = open(before.bom + after);
  if (!opened.ok) {
    const { message, line, column } = opened.reason;
    return `in the new text ${message} (line ${line}, column ${column})`;
  }
  const { file } = opened;
  if (file.faults.length > before.faults.length) return `a new fault: ${file.faults.at(-1)?.message ?? ''}`;
  const shift = shifter(changes);
  const replaced = changes.filter(({ start, end }) => start < end);
  const gone = (node: Node): boolean =>
    replaced.length > 0 && isReplaced(replaced, { start: node.start, end: statementEnd(before.text, node) });
  const lost = firstLostNode(before, file, shift, gone);
  if (lost !== null) return `the ${lost.type} at offset ${lost.start} has a different meaning now`;
  return (
    brokenStyle(before.text, after, changes) ??
    commentLost(
      before.comments.filter((comment) => !isReplaced(replaced, comment)),
      file.comments,
      shift,
    ) ??
    (headerStays(before, file, changes) ? null : 'there is text above the header of the file')
  );
}

/** Whether `after` contains all of `before`, in order and byte for byte, except for the changed spans. */
function isPlus(before: string, after: string, changes: readonly Change[]): boolean {
  let at = 0;
  let now = 0;
  for (const { start, end, text } of changes) {
    const kept = before.slice(at, start);
    if (start < at || !after.startsWith(kept, now) || !after.startsWith(text, now + kept.length))
      return false;
    at = end;
    now += kept.length + text.length;
  }
  return after.slice(now) === before.slice(at);
}

function brokenStyle(before: string, after: string, changes: readonly Change[]): string | null {
  const used = new Set(changes.flatMap(({ text }) => text.match(/\r\n|\n|\r/g) ?? []));
  // A file of one line has no line end to follow.
  if (/[\r\n]/.test(before) && [...used].some((ending) => !hasEnding(before, ending))) {
    return 'a line ending that the file does not use';
  }
  if (changes.some(({ text }) => /[\t ](?:\r|\n)/.test(text))) return 'white space at the end of a line';
  return after.endsWith(before.slice(-1)) ? null : 'the end of the file changed';
}

function hasEnding(text: string, ending: string): boolean {
  if (ending === '\r\n') return text.includes(ending);
  return (ending === '\n' ? /(?<!\r)\n/ : /\r(?!\n)/).test(text);
}

/** Both lists are in text order. */
function commentLost(before: readonly Comment[], after: readonly Comment[], shift: Shifter): string | null {
  let at = 0;
  for (const comment of before) {
    const start = shift.start(comment.start);
    while (at < after.length && (after[at]?.start ?? 0) < start) at += 1;
    const now = after[at];
    if (now?.start !== start || now.type !== comment.type || now.value !== comment.value) {
      return `the comment at offset ${comment.start} is lost`;
    }
  }
  return null;
}

function headerStays(before: OpenFile, after: OpenFile, changes: readonly Change[]): boolean {
  const first = changes[0]?.start ?? before.text.length;
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

import { child, children, walk, type Comment, type Node } from './node.ts';
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
  const sum = (offset: number, counts: (at: number) => boolean): number =>
    insertions.reduce((total, one) => (counts(one.offset) ? total + one.text.length : total), offset);
  return {
    start: (offset) => sum(offset, (at) => at <= offset),
    end: (offset) => sum(offset, (at) => at < offset),
  };
}

/** Program and File reach over white space, so only what is below them has a place of its own. */
function firstLostNode(
  before: { readonly program: Node; readonly text: string },
  after: { readonly program: Node; readonly text: string },
  shift: Shifter,
): Node | null {
  const present = new Set<string>();
  walk(after.program, (node) => {
    present.add(`${node.type}:${node.start}:${statementEnd(after.text, node)}`);
  });
  let lost: Node | null = null;
  walk(before.program, (node) => {
    if (lost !== null) return false;
    if (node.type === 'Program') return true;
    const end = shift.end(statementEnd(before.text, node));
    if (!present.has(`${node.type}:${shift.start(node.start)}:${end}`)) lost = node;
    return true;
  });
  return lost;
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

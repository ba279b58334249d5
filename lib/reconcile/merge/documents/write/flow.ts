import type { Tree } from '../../tree.ts';
import { blankLines, foreignInFlow, foreignLead, indentAt } from './foreign.ts';
import { commaIn } from '../read/index.ts';
import { childrenOf, pairEntries, type Container, type Rewrite, type Slot } from './pair-entries.ts';
import { originOf, type Note, type Origin } from '../types.ts';

/** How the entries of a bracketed container are laid out. */
interface Layout {
  readonly origin: Origin;
  readonly isMultiline: boolean;
  readonly indent: string;
  /** White space between an opening bracket and the first entry on its line. */
  readonly first: string;
}

/** An entry as text: the text above it, its own text, and the text on its line before and after its comma. */
interface Piece {
  lead: string;
  readonly core: string;
  readonly before: string;
  readonly after: string;
  readonly hadComma: boolean;
  readonly endsInLineComment: boolean;
}

const leadOf = (tree: Tree): string => {
  const { source, lead, entry } = originOf(tree);
  return source.text.slice(lead, entry);
};

function layoutOf(current: Container, target: Container): Layout {
  const origin = originOf(current);
  const own = childrenOf(current);
  const shown = own.length > 0 ? own : childrenOf(target);
  const broken = shown.find((child) => leadOf(child).includes('\n'));
  const deeper = indentAt(origin.source, origin.start) + origin.source.unit;
  const [lead] = own.map(leadOf);
  return {
    origin,
    isMultiline: broken !== undefined,
    indent: broken && own.length > 0 ? /[^\n]*$/.exec(leadOf(broken))![0] : deeper,
    first: lead !== undefined && lead.trim() === '' ? lead : '',
  };
}

const isLineComment = ({ comments }: Note, { source }: Origin): boolean =>
  (comments.split('\n').at(-1) ?? '').startsWith(source.lineComment);

function newLead({ old, now }: Slot, { isMultiline, indent, origin }: Layout): string {
  const lines = foreignLead(now.notes.lead, indent, blankLines(originOf(old ?? now)));
  if (isMultiline || lines.includes(origin.source.lineComment)) return `\n${lines}${indent}`;
  return lines.trim() === '' ? ' ' : ` ${lines.trim().replaceAll(/\n\s*/g, ' ')} `;
}

function coreOf({ old, now, key }: Slot, layout: Layout, rewrite: Rewrite): string {
  const { source } = layout.origin;
  const changed = old && rewrite(old, now);
  if (old && changed !== null) {
    const { entry, start } = originOf(old);
    return source.text.slice(entry, start) + changed;
  }
  const value = foreignInFlow(now, layout.indent, source);
  if (key === null) return value;
  const place = originOf(old ?? now);
  const head = place.source.text.slice(place.entry, place.start);
  return head.includes('\n') || !/:\s*$/.test(head)
    ? `${JSON.stringify(key)}: ${value}`
    : `${head.trimEnd()} ${value}`;
}

function pieceOf(slot: Slot, layout: Layout, rewrite: Rewrite): Piece {
  const { old, now } = slot;
  const { source } = layout.origin;
  const { lead, trail } = now.notes;
  const core = coreOf(slot, layout, rewrite);
  const beside = trail.comments === '' ? '' : ` ${trail.comments.replaceAll('\n', ' ')}`;
  const endsInLineComment = isLineComment(trail, layout.origin);
  if (!old)
    return {
      lead: newLead(slot, layout),
      core,
      before: '',
      after: beside,
      hadComma: true,
      endsInLineComment,
    };
  const known = originOf(old);
  const comma = commaIn(source, known.end, known.trail);
  const above = old.notes.lead.comments === lead.comments ? leadOf(old) : newLead(slot, layout);
  if (old.notes.trail.comments !== trail.comments) {
    return { lead: above, core, before: '', after: beside, hadComma: comma !== null, endsInLineComment };
  }
  return {
    lead: above,
    core,
    before: source.text.slice(known.end, comma ?? known.trail),
    after: comma === null ? '' : source.text.slice(comma + 1, known.trail),
    hadComma: comma !== null,
    endsInLineComment,
  };
}

/** Adjusts an entry that became the first one or no longer is: its separator from its neighbor changes. */
function place(pieces: readonly Piece[], slots: readonly Slot[], current: Container, layout: Layout): void {
  const [before] = childrenOf(current);
  for (const [index, piece] of pieces.entries()) {
    const isOwnFirst = slots[index]!.old !== null && slots[index]!.old === before;
    if (index === 0 && !isOwnFirst) piece.lead = piece.lead.replace(/^[ \t]*\n(?:[ \t]*\n)+/, '\n');
    if (piece.lead.trim() !== '') continue;
    if (index === 0 && !isOwnFirst)
      piece.lead = piece.lead.includes('\n') ? `\n${layout.indent}` : layout.first;
    if (index > 0 && isOwnFirst && !piece.lead.includes('\n'))
      piece.lead = layout.isMultiline ? `\n${layout.indent}` : ' ';
  }
}

function join(pieces: readonly Piece[], trailingComma: boolean, close: string, layout: Layout): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const { lead, core, before, after, hadComma, endsInLineComment } = piece;
    text += lead + core;
    if (isLast && !trailingComma) text += before + after;
    else text += hadComma ? `${before},${after}` : `,${before}${after}`;
    const next = isLast ? close : pieces[index + 1]!.lead;
    const outer = isLast ? indentAt(layout.origin.source, layout.origin.start) : layout.indent;
    if (endsInLineComment && !/^[ \t]*\n/.test(next)) text += `\n${outer}`;
  }
  return text;
}

/** Writes a bracketed container in the user's layout. */
export function flowText(current: Container, target: Container, rewrite: Rewrite): string {
  const layout = layoutOf(current, target);
  const { source, start, end, opened } = layout.origin;
  const own = childrenOf(current);
  const slots = pairEntries(current, target);
  const pieces = slots.map((slot) => pieceOf(slot, layout, rewrite));
  place(pieces, slots, current, layout);
  const last = own.at(-1);
  const closing = source.text.slice(last ? originOf(last).trail : opened, end - 1);
  const outer = indentAt(source, start);
  const { inner } = target.notes;
  let close = closing;
  if (inner.comments !== current.notes.inner.comments) {
    const lines = inner.comments.split('\n').map((line) => `\n${layout.indent}${line}`);
    close = inner.comments === '' ? `\n${outer}` : `${lines.join('')}\n${outer}`;
  } else if (own.length === 0 && layout.isMultiline && !closing.includes('\n')) close = `\n${outer}`;
  else if (pieces.length === 0 && inner.comments === '') close = '';
  const trailingComma =
    last !== undefined && commaIn(source, originOf(last).end, originOf(last).trail) !== null;
  const bracket = source.text.slice(end - 1, end);
  return source.text.slice(start, opened) + join(pieces, trailingComma, close, layout) + close + bracket;
}

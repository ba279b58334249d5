import type { Tree } from '../../tree.ts';
import { blankLines, foreignInBlock, foreignLead } from './foreign.ts';
import { childrenOf, pairEntries, type Container, type Rewrite, type Slot } from './pair-entries.ts';
import { originOf, type Origin } from '../types.ts';

const isBlock = (tree: Tree): boolean => originOf(tree).style === 'block';

/** Returns the spaces before the entries of a block. */
function columnOf(children: readonly Tree[]): string {
  const { source, entry } = originOf(children[0]!);
  return ' '.repeat(entry - (source.text.lastIndexOf('\n', entry - 1) + 1));
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Returns the user's text after a value up to the next entry, or the merged comment for that place. */
function trailOf({ old, now }: Slot): string {
  const comments = now.notes.trail.comments;
  if (old && !isBlock(old) && old.notes.trail.comments === comments) {
    const { source, end, trail } = originOf(old);
    return source.text.slice(end, trail);
  }
  return comments === '' ? '\n' : ` ${comments.replaceAll('\n', '\n# ').replaceAll('# #', '#')}\n`;
}

/** Writes an entry as its side wrote it. */
function foreign(slot: Slot, indent: string, source: Origin['source']): string {
  const { now, key } = slot;
  const text = foreignInBlock(now, key, indent, source);
  const isScalarLine = !text.includes('\n');
  if (isBlock(now)) return `${text}\n`;
  const { comments } = now.notes.trail;
  // A comment cannot follow a multi-line text on the same line.
  if (!isScalarLine && comments !== '')
    return `${comments.replaceAll('\n', `\n${indent}`)}\n${indent}${text}\n`;
  return text + trailOf(slot);
}

/** Returns the key of a block with its merged comment; null if it already has that comment. */
function headOf(old: Tree, now: Tree): string | null {
  const { comments } = now.notes.inner;
  const { source, entry, opened, start } = originOf(old);
  if (!isBlock(old) || comments === old.notes.inner.comments || opened >= start) return null;
  const key = source.text.slice(entry, opened);
  return comments === '' ? `${key}\n` : `${key} ${comments}\n`;
}

function coreAndTrail(slot: Slot, indent: string, source: Origin['source'], rewrite: Rewrite): string {
  const { old, now } = slot;
  const changed = old && rewrite(old, now);
  if (!old || changed === null) {
    const isPlain = old?.kind === 'scalar' && now.kind === 'scalar';
    const value = originOf(now);
    const written = value.source.text.slice(value.start, value.end);
    if (!isPlain || written.includes('\n') || written === '') return foreign(slot, indent, source);
    const { entry, start, end } = originOf(old);
    if (start === end || source.text.slice(start, end).includes('\n')) return foreign(slot, indent, source);
    return source.text.slice(entry, start) + written + trailOf(slot);
  }
  const { entry, start } = originOf(old);
  const head = headOf(old, now) ?? source.text.slice(entry, start);
  if (!isBlock(old)) return head + changed + trailOf(slot);
  if (changed !== '') return head + changed;
  // A block without entries becomes an empty container, with the comment on the line of its key.
  const comments = now.notes.inner.comments || now.notes.trail.comments;
  const key = source.text.slice(entry, originOf(old).opened).trimEnd();
  const empty = now.kind === 'list' ? '[]' : '{}';
  return comments === '' ? `${key} ${empty}\n` : `${key} ${empty} ${comments}\n`;
}

function leadOf({ old, now }: Slot, indent: string): string {
  const { lead } = now.notes;
  if (!old || old.notes.lead.comments !== lead.comments)
    return foreignLead(lead, indent, blankLines(originOf(old ?? now)));
  const { source, lead: start, entry } = originOf(old);
  return source.text.slice(start, entry).replace(/[^\n]*$/, '');
}

/** Writes a container in block style, from its first entry or line to the end of its last line. */
export function blockText(current: Container, target: Container, rewrite: Rewrite): string {
  const { source, start, end } = originOf(current);
  const own = childrenOf(current);
  const indent = columnOf(own);
  const isOwnLine = originOf(own[0]!).entry > start;
  let text = '';
  for (const [index, slot] of pairEntries(current, target).entries()) {
    const lead = leadOf(slot, indent);
    const entry = coreAndTrail(slot, indent, source, rewrite);
    if (index > 0 || isOwnLine)
      text = endLine(text) + (index === 0 ? lead.replace(/^\n+/, '') : lead) + indent + entry;
    else text += (lead.trim() === '' ? '' : lead.trimStart() + indent) + entry;
  }
  // The last line of a text may have no line end.
  return source.text.slice(start, end).endsWith('\n') ? text : text.replace(/\n$/, '');
}

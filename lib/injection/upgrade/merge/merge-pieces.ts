import type { Change } from '../../check/index.ts';
import { type Draft, nameForPeople, roleOf } from '../../pieces/index.ts';
import {
  type LocatedInsertion,
  type LocatedPiece,
  type Range,
  rangesOfSpans,
  uncut,
} from '../../record/index.ts';
import type { OpenFile } from '../../survey/index.ts';
import { positionAt, sameTokens } from '../../parse/index.ts';
import { mergedPiece } from './merged-piece.ts';
import { layoutOf } from './same-layout.ts';
import { restorePiece } from './restore-piece.ts';
import type { PieceRenderer } from './regenerate.ts';
import type { InjectionNote, InjectionOptions, PieceSpan, RecordedInsertion } from '../../types.ts';

/** A section that holds pieces: the top of the file, or one class. */
export interface Owner {
  readonly label: string;
  /** The start of the section, for pieces that no longer have a position. */
  readonly offset: number;
  readonly insertions: readonly LocatedInsertion[];
  /** Renders this version of each piece. */
  readonly make: PieceRenderer;
  /** Insertion points for restored pieces and for pieces that the earlier run did not make. */
  readonly drafts: readonly Draft[];
}

export type Merged =
  | { readonly ok: false; readonly piece: string; readonly offset: number }
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      readonly notes: readonly InjectionNote[];
      readonly record: readonly RecordedInsertion[];
    };

/**
 * Merges the pieces of one section three ways: base is the inserted text, ours is the file, and theirs is this
 * version's text.
 */
export function mergeOwner(
  file: OpenFile,
  owner: Owner,
  ranges: readonly Range[],
  options: InjectionOptions,
): Merged {
  const changes: Change[] = [];
  const dropped: Range[] = [];
  const notes: InjectionNote[] = [];
  const record: RecordedInsertion[] = [];
  const side = options.onConflict ?? 'fail';
  const insertWhole = ({ offset: bare, text, pieces }: Draft): void => {
    const offset = uncut(bare, ranges);
    changes.push({ start: offset, end: offset, text });
    record.push({ text, pieces });
  };
  const theirs = new Map(
    owner.drafts.flatMap((one) => one.pieces.map((piece) => [roleOf(piece.name), { one, piece }] as const)),
  );
  const roles = new Set(owner.insertions.flatMap((one) => one.pieces.map((piece) => roleOf(piece.name))));
  for (const insertion of owner.insertions) {
    const made = new Map(insertion.pieces.map((piece) => [piece, owner.make(piece)]));
    const whole = options.restore === true ? sameDraft(owner.drafts, insertion) : null;
    if (whole !== null) {
      insertWhole(whole);
      continue;
    }
    if (insertion.start !== null && [...made.values()].every((wanted) => wanted === null)) {
      changes.push({
        start: insertion.start,
        end: insertion.start + insertion.recorded.text.length,
        text: '',
      });
      continue;
    }
    const back: RecordedInsertion[] = [];
    const next = new Map<string, string | null>();
    for (const [piece, wanted] of made) {
      const merged = mergePiece(piece, wanted, side);
      const replaced = side === 'theirs' && mergePiece(piece, wanted, 'fail') === 'conflict';
      const offset = piece.span?.start ?? owner.offset;
      if (merged === 'conflict') return { ok: false, piece: piece.name, offset };
      const { line } = positionAt(file.text, offset);
      const what = `${nameForPeople(piece.name)} of ${owner.label}`;
      if (piece.state === 'edited') notes.push({ message: `${what} ${replaced ? REPLACED : KEPT}`, line });
      const found = options.restore === true ? theirs.get(roleOf(piece.name)) : undefined;
      if (piece.state === 'deleted' && found !== undefined) {
        const change = restorePiece(file, found.one, found.piece, owner.insertions, ranges);
        changes.push(change);
        const same = found.piece.name === piece.name;
        next.set(piece.name, same ? found.one.text.slice(found.piece.start, found.piece.end) : null);
        if (!same) back.push(alone(change, found.one, found.piece));
        continue;
      }
      if (piece.state === 'deleted' && wanted !== null) {
        notes.push({ message: `${what} was deleted, and is not added again; --restore adds it`, line });
      }
      next.set(piece.name, wanted ?? (piece.state === 'as made' ? null : piece.base));
      if (piece.span === null || merged === null) continue;
      if (merged === '') dropped.push(piece.span);
      else if (merged !== piece.current) changes.push({ ...piece.span, text: merged });
    }
    record.push(...advance(insertion, next), ...back);
  }
  changes.push(...rangesOfSpans(file.text, dropped).map((range) => ({ ...range, text: '' })));
  const added = [...theirs].filter(([role]) => !roles.has(role));
  const wholes = new Set(
    owner.drafts.filter(({ pieces }) => pieces.every((piece) => !roles.has(roleOf(piece.name)))),
  );
  wholes.forEach(insertWhole);
  for (const [, { one, piece }] of added) {
    if (wholes.has(one)) continue;
    const change = restorePiece(file, one, piece, owner.insertions, ranges);
    changes.push(change);
    record.push(alone(change, one, piece));
  }
  return { ok: true, changes, notes, record };
}

const KEPT = 'was edited, and is not changed';
const REPLACED =
  'was edited; where you and this version changed the same lines, the lines of this version are used';

/** Returns the draft that restores an insertion as a whole if all of it was deleted; null if part of it remains. */
function sameDraft(drafts: readonly Draft[], { pieces }: LocatedInsertion): Draft | null {
  if (pieces.some((piece) => piece.state !== 'deleted')) return null;
  const names = pieces.map((piece) => piece.name).join();
  return drafts.find((one) => one.pieces.map((piece) => piece.name).join() === names) ?? null;
}

/**
 * Returns the new text of the piece; null to leave it unchanged. An untouched piece that this version no longer has is
 * removed.
 */
function mergePiece(
  piece: LocatedPiece,
  wanted: string | null,
  side: 'ours' | 'theirs' | 'fail',
): string | 'conflict' | null {
  if (piece.state === 'deleted') return null;
  if (piece.state === 'as made') {
    if (wanted === null) return '';
    return sameTokens(wanted, piece.current ?? '') ? null : wanted;
  }
  if (wanted === null || sameTokens(wanted, piece.base)) return null;
  const current = piece.current ?? '';
  const inLayout = layoutOf(piece.base, current);
  const linesOf = (text: string): string[] => text.split('\n');
  // Only lines that both sides changed are in conflict. All other lines are merged, whichever side is preferred.
  const merged = mergedPiece(
    [linesOf(inLayout(piece.base)), linesOf(current), linesOf(inLayout(wanted))],
    side,
  );
  return merged === null ? 'conflict' : merged.join('\n');
}

/** Returns the insertion of a single piece, with its white space. */
function alone({ text }: Change, from: Draft, { name, start, anchor, end }: PieceSpan): RecordedInsertion {
  const at = text.indexOf(from.text.slice(start, end));
  return { text, pieces: [{ name, start: at, anchor: at + anchor - start, end: at + end - start }] };
}

/**
 * Returns the recorded insertion with the updated texts of its pieces and adjusted spans. A piece without a text is
 * dropped.
 */
function advance(
  { given, recorded, pieces: located }: LocatedInsertion,
  texts: ReadonlyMap<string, string | null>,
): readonly RecordedInsertion[] {
  if (located.every(({ name, base }) => texts.get(name) === base)) return [given];
  let text = '';
  let at = 0;
  const pieces = recorded.pieces.flatMap((piece) => {
    text += recorded.text.slice(at, piece.start);
    at = piece.end;
    const start = text.length;
    const own = texts.get(piece.name) ?? null;
    if (own === null) return [];
    const comment = /^(?:\/\*[\s\S]*?\*\/\s*)?/.exec(own)?.[0].length ?? 0;
    text += own;
    return [{ name: piece.name, start, anchor: start + comment, end: text.length }];
  });
  return pieces.length === 0 ? [] : [{ text: text + recorded.text.slice(at), pieces }];
}

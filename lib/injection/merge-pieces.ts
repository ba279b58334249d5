import { merge } from 'node-diff3';
import type { Draft } from './draft.ts';
import { eolAt, lineStart } from './habits.ts';
import type { LocatedInsertion, LocatedPiece } from './locate.ts';
import type { OpenFile } from './open-file.ts';
import { nameForPeople } from './piece-names.ts';
import { positionAt } from './position.ts';
import { uncut, type Range } from './strip.ts';
import type { InjectionNote, InjectionOptions, RecordedInsertion } from './types.ts';

/** A span of the file and what stands there afterwards. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One of several places where pieces live: the top of the file, or one class. */
export interface Owner {
  readonly label: string;
  readonly insertions: readonly LocatedInsertion[];
  readonly drafts: readonly Draft[];
}

export type Merged =
  | { readonly ok: false; readonly piece: string; readonly offset: number }
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      readonly notes: readonly InjectionNote[];
      readonly record: RecordedInsertion[];
    };

/** The three-way merge of the pieces of one owner: base is what went in, ours the file, theirs the drafts. */
export function mergeOwner(
  file: OpenFile,
  owner: Owner,
  ranges: readonly Range[],
  options: InjectionOptions,
): Merged {
  const changes: Change[] = [];
  const notes: InjectionNote[] = [];
  const theirs = new Map(
    owner.drafts.flatMap((one) => one.pieces.map((piece) => [piece.name, { one, piece }] as const)),
  );
  const seen = new Set<string>();
  const record = owner.insertions.map((insertion) => {
    const advanced = new Map<string, string>();
    for (const piece of insertion.pieces) {
      seen.add(piece.name);
      const found = theirs.get(piece.name);
      const wanted = found === undefined ? null : found.one.text.slice(found.piece.start, found.piece.end);
      if (wanted !== null) advanced.set(piece.name, wanted);
    }
    return { insertion, advanced };
  });
  for (const { insertion, advanced } of record) {
    const whole = options.restore === true ? sameDraft(owner.drafts, insertion) : null;
    if (whole !== null) {
      const offset = uncut(whole.offset, ranges);
      changes.push({ start: offset, end: offset, text: whole.text });
      continue;
    }
    for (const piece of insertion.pieces) {
      const wanted = advanced.get(piece.name) ?? null;
      const outcome = mergePiece(piece, wanted, options);
      if (outcome === 'conflict') return { ok: false, piece: piece.name, offset: piece.span?.start ?? 0 };
      const line = piece.span === null ? 1 : positionAt(file.text, piece.span.start).line;
      if (piece.state === 'edited') {
        notes.push({
          message: `${nameForPeople(piece.name)} of ${owner.label} was edited and stays so`,
          line,
        });
      }
      if (piece.state === 'deleted' && wanted !== null && options.restore !== true) {
        notes.push({
          message: `${nameForPeople(piece.name)} of ${owner.label} was deleted and stays so; --restore puts it back`,
          line,
        });
      }
      if (
        piece.span !== null &&
        outcome !== null &&
        outcome !== file.text.slice(piece.span.start, piece.span.end)
      ) {
        changes.push({ ...piece.span, text: outcome });
      }
      if (piece.state === 'deleted' && options.restore === true) {
        const found = theirs.get(piece.name);
        if (found !== undefined) changes.push(putBack(file, found.one, piece.name, ranges));
      }
    }
  }
  const added = [...theirs].filter(([name]) => !seen.has(name));
  for (const [name, { one }] of added) changes.push(putBack(file, one, name, ranges));
  return {
    ok: true,
    changes,
    notes,
    record: [
      ...record.map(({ insertion, advanced }) => advance(insertion.recorded, advanced)),
      ...added.map(([name, { one }]) => single(one, name)),
    ],
  };
}

/** The draft to put back whole where all of an insertion was deleted; null where some of it is left. */
function sameDraft(drafts: readonly Draft[], { pieces }: LocatedInsertion): Draft | null {
  if (pieces.some((piece) => piece.state !== 'deleted')) return null;
  const names = pieces.map((piece) => piece.name).join();
  return drafts.find((one) => one.pieces.map((piece) => piece.name).join() === names) ?? null;
}

/** What the piece becomes; null to leave it as it is. A piece that this version has no more goes when untouched. */
function mergePiece(
  piece: LocatedPiece,
  wanted: string | null,
  options: InjectionOptions,
): string | 'conflict' | null {
  if (piece.state === 'deleted') return null;
  if (piece.state === 'as made') return wanted === null ? '' : wanted;
  if (wanted === null || wanted === piece.base || options.onConflict === 'ours') return null;
  if (options.onConflict === 'theirs') return wanted;
  const result = merge((piece.current ?? '').split('\n'), piece.base.split('\n'), wanted.split('\n'), {
    excludeFalseConflicts: true,
  });
  return result.conflict ? 'conflict' : result.result.join('\n');
}

function single(from: Draft, name: string): RecordedInsertion {
  const piece = from.pieces.find((one) => one.name === name);
  if (piece === undefined) return { text: '', pieces: [] };
  const text = from.text.slice(piece.start, piece.end);
  return { text, pieces: [{ name, start: 0, anchor: piece.anchor - piece.start, end: text.length }] };
}

/** One piece of a draft on lines of its own, where the whole draft would go. */
function putBack(file: OpenFile, from: Draft, name: string, ranges: readonly Range[]): Change {
  const piece = from.pieces.find((one) => one.name === name) ?? { start: 0, end: 0 };
  const offset = uncut(from.offset, ranges);
  const eol = eolAt(file.text, offset, file.habits);
  const text = from.text.slice(lineStart(from.text, piece.start), piece.end);
  const parted = /^(?:method|available)/.test(name);
  const ownLine = lineStart(file.text, offset) === offset;
  const body = `${parted && ownLine ? eol : ''}${text}${eol}`;
  return { start: offset, end: offset, text: ownLine ? body : `${eol}${body}` };
}

/** The recorded insertion with its pieces' texts brought up to date, spans moved along. */
function advance(recorded: RecordedInsertion, texts: ReadonlyMap<string, string>): RecordedInsertion {
  let text = '';
  let at = 0;
  const pieces = recorded.pieces.map((piece) => {
    text += recorded.text.slice(at, piece.start);
    at = piece.end;
    const start = text.length;
    const own = texts.get(piece.name) ?? recorded.text.slice(piece.start, piece.end);
    const comment = /^(?:\/\*[\s\S]*?\*\/\s*)?/.exec(own)?.[0].length ?? 0;
    text += own;
    return { name: piece.name, start, anchor: start + comment, end: text.length };
  });
  return { text: text + recorded.text.slice(at), pieces };
}

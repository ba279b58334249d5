import { merge } from 'node-diff3';
import { labelOf } from './choose.ts';
import { broken } from './broken.ts';
import { checkInsertions } from './invariants.ts';
import { splice, type Draft } from './draft.ts';
import { eolAt, lineStart } from './habits.ts';
import { locate, type Located, type LocatedInsertion, type LocatedPiece } from './locate.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { draftsOf, planInsertions, recordOf, type Plan } from './plan.ts';
import { positionAt } from './position.ts';
import { nameForPeople } from './piece-names.ts';
import { allInsertions, cut, rangesOf, uncut, type Range } from './strip.ts';
import { toldBy } from './told.ts';
import type { ClassPlace } from './survey.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
  RecordedInsertion,
} from './types.ts';

export type Refreshed =
  | { readonly ok: false; readonly result: InjectionResult }
  | {
      readonly ok: true;
      readonly text: string;
      readonly record: InjectionRecord;
      readonly notes: readonly InjectionNote[];
      /** Names of the classes that were dealt with here. */
      readonly settled: ReadonlySet<string | null>;
    };

/**
 * Brings what an earlier run put in to what this version would put in: a three-way merge of the pieces. Base is the
 * record, ours the file, theirs a new plan for the file without the pieces. What the owner edited stays edited, what
 * the owner deleted stays deleted (`restore` puts it back), both are noted.
 */
export function refresh(
  source: InjectionSource,
  file: OpenFile,
  record: InjectionRecord,
  chosen: readonly ClassPlace[],
  options: InjectionOptions,
): Refreshed {
  const located = locate(file, record);
  const classes = located.classes.filter((one) => one.place !== null && chosen.includes(one.place));
  const settled = new Set(classes.map((one) => one.place?.name ?? null));
  if (classes.length === 0) return { ok: true, text: source.text, record, notes: [], settled };

  // Every recorded piece is cut out, those of classes not chosen, too: they share the top of the file.
  const insertions = allInsertions(located);
  const ranges = rangesOf(file.text, insertions);
  const bare = openFile({ path: source.path, text: cut(file.text, ranges) });
  if (!bare.ok) return { ok: false, result: broken(source, source.text, bare.reason.message) };
  const present = located.classes.filter((one) => one.place !== null);
  const places = present.flatMap((one) => {
    const index = one.place === null ? -1 : file.survey.classes.indexOf(one.place);
    return bare.file.survey.classes[index] ?? [];
  });
  const plan = planInsertions(bare.file, places, options, (index) =>
    toldBy(present[index]?.recorded.insertions.map((one) => one.text).join('\n') ?? ''),
  );
  if (!plan.ok) {
    return {
      ok: false,
      result: { status: 'refused', text: source.text, insertions: [], notes: [], reason: plan.reason },
    };
  }
  if (insertions.every((one) => one.start !== null)) return replaceWhole(source, bare.file, plan, settled);
  return mergePieces(source, file, located, plan, ranges, settled, options);
}

/** Nothing was touched: the old pieces go out whole and the new ones in. */
function replaceWhole(
  source: InjectionSource,
  bare: OpenFile,
  plan: Plan,
  settled: ReadonlySet<string | null>,
): Refreshed {
  const drafts = draftsOf(plan);
  const after = splice(bare.text, drafts);
  const bom = source.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const verdict = checkInsertions(bare, after, drafts);
  if (!verdict.ok) return { ok: false, result: broken(source, bom + after, verdict.failed) };
  return { ok: true, text: bom + after, record: recordOf(plan), notes: [], settled };
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One of several places where pieces live: the top of the file, or one class. */
interface Owner {
  readonly label: string;
  readonly insertions: readonly LocatedInsertion[];
  readonly drafts: readonly Draft[];
}

function mergePieces(
  source: InjectionSource,
  file: OpenFile,
  located: Located,
  plan: Plan,
  ranges: readonly Range[],
  settled: ReadonlySet<string | null>,
  options: InjectionOptions,
): Refreshed {
  const present = located.classes.filter((one) => one.place !== null);
  const owners: Owner[] = [
    { label: 'the file', insertions: located.file, drafts: plan.fileDrafts },
    ...present.map((one, index) => ({
      label: one.place === null ? '' : labelOf(one.place),
      insertions: one.insertions,
      drafts: plan.classes[index]?.drafts ?? [],
    })),
  ];
  const changes: Change[] = [];
  const notes: InjectionNote[] = [];
  const records: RecordedInsertion[][] = [];
  for (const owner of owners) {
    const merged = mergeOwner(file, owner, ranges, options);
    if (!merged.ok) {
      const { piece, offset } = merged;
      const reason = {
        message: `${nameForPeople(piece)} of ${owner.label} was edited here and changed in this version, too`,
        remedy: 'choose with --on-conflict ours or --on-conflict theirs',
        conflict: true,
        ...positionAt(file.text, offset),
      };
      return { ok: false, result: { status: 'refused', text: source.text, insertions: [], notes, reason } };
    }
    changes.push(...merged.changes);
    notes.push(...merged.notes);
    records.push(merged.record);
  }
  let after = '';
  let at = 0;
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    after += file.text.slice(at, change.start) + change.text;
    at = change.end;
  }
  after += file.text.slice(at);
  const [fileRecord = [], ...classRecords] = records;
  const next: InjectionRecord = {
    version: 1,
    file: fileRecord,
    classes: present.map((one, index) => ({
      name: one.place?.name ?? one.recorded.name,
      insertions: classRecords[index] ?? [],
    })),
  };
  const text = file.bom + after;
  const failed = after === file.text ? null : unsound(source, file, located, text, next);
  if (failed !== null) return { ok: false, result: broken(source, text, failed) };
  return { ok: true, text, record: next, notes, settled };
}

/** Outside the pieces not a line may differ, and the file must parse with its comments. */
function unsound(
  source: InjectionSource,
  before: OpenFile,
  located: Located,
  after: string,
  record: InjectionRecord,
): string | null {
  const opened = openFile({ path: source.path, text: after });
  if (!opened.ok) return opened.reason.message;
  if (opened.file.faults.length > before.faults.length) return 'a new fault';
  const own = (file: OpenFile, found: Located): string =>
    cut(file.text, rangesOf(file.text, allInsertions(found)))
      .split(/\r\n|\n|\r/)
      .filter((line) => line.trim() !== '')
      .join('\n');
  return own(before, located) === own(opened.file, locate(opened.file, record))
    ? null
    : 'a line that is the owner’s would change';
}

type Merged =
  | { readonly ok: false; readonly piece: string; readonly offset: number }
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      readonly notes: readonly InjectionNote[];
      readonly record: RecordedInsertion[];
    };

function mergeOwner(
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

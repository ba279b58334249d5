import { conflictLines, mergeFile, type Checks, type Labels, type Merged } from '../../merge/index.ts';
import type { Pending } from '../../store/index.ts';
import { toBytes } from '../../disk/index.ts';
import type { Answer, ConflictPolicy, Question } from '../../types.ts';
import {
  mergeMode,
  settled,
  unsettled,
  type BaseSide,
  type OursSide,
  type TheirsSide,
} from '../sides/index.ts';
import { leave, type Outcome } from './outcome.ts';

export const HOLDS_MARKERS = 'it already contains conflict markers; resolve them first';

/** How conflicts are settled in this run. */
export interface Settling {
  readonly onConflict: ConflictPolicy;
  readonly resolve: ((question: Question) => Promise<Answer>) | null;
  readonly generatorVersion: string;
  readonly checks: Checks;
  /** Path of the file relative to the root, for display. */
  readonly shown: string;
}

/** A file that exists on both sides. */
export interface Changed {
  readonly path: string;
  readonly base: BaseSide | null;
  readonly ours: OursSide;
  readonly theirs: TheirsSide;
}

function write(action: 'merge' | 'update' | 'conflict', changed: Changed, text: string): Outcome {
  const { path, base, ours, theirs } = changed;
  const same = text === ours.contents.text;
  return leave(same && action !== 'conflict' ? 'keep' : action, ours, settled(path, theirs), {
    contents: same ? null : toBytes(text, ours.contents.form),
    mode: mergeMode(base?.mode ?? null, ours.mode, theirs.mode),
    after: text,
  });
}

function takeTheirs({ path, base, ours, theirs }: Changed): Outcome {
  const { text, bytes } = theirs.contents;
  return leave('update', ours, settled(path, theirs), {
    contents: text === null ? bytes : toBytes(text, ours.contents.form),
    mode: mergeMode(base?.mode ?? null, ours.mode, theirs.mode),
    after: text,
  });
}

/** Settles files that are replaced or left as a whole: binaries, and texts whose base was lost. */
async function settleWhole(changed: Changed, settling: Settling, reason: string): Promise<Outcome> {
  const { path, base, ours, theirs } = changed;
  const question: Question = {
    path: settling.shown,
    base: null,
    ours: ours.contents.text ?? '',
    theirs: theirs.contents.text ?? '',
    withOurs: ours.contents.text ?? '',
    withTheirs: theirs.contents.text ?? '',
    withMarkers: ours.contents.text ?? '',
    withBoth: ours.contents.text ?? '',
    clashes: [],
  };
  const answer = settling.resolve ? await settling.resolve(question) : settling.onConflict;
  if (answer === 'theirs') return { ...takeTheirs(changed), replaced: [{ line: 1, what: null }] };
  if (answer === 'ours') return leave('keep', ours, settled(path, theirs));
  return leave('conflict', ours, unsettled(path, base, null), { reason });
}

function answered(answer: Answer | 'fail', merged: Merged, changed: Changed, settling: Settling): Outcome {
  const { path, base, ours, theirs } = changed;
  if (answer === 'ours') return write('merge', changed, merged.withOurs);
  if (answer === 'theirs') {
    const outcome =
      merged.withTheirs === theirs.contents.text
        ? takeTheirs(changed)
        : write('merge', changed, merged.withTheirs);
    return { ...outcome, replaced: merged.clashes };
  }
  if (typeof answer === 'object') return write('merge', changed, answer.text);
  const { clashes } = merged;
  if (answer !== 'markers')
    return leave('conflict', ours, unsettled(path, base, null), { clashes, undecided: merged.withMarkers });
  const pending: Pending = {
    mode: theirs.mode,
    sha256: theirs.contents.canonical,
    version: settling.generatorVersion,
  };
  return {
    ...write('conflict', changed, merged.withMarkers),
    clashes,
    entry: unsettled(path, base, pending),
  };
}

/**
 * Merges a file that both sides changed or both created.
 * @param changed Its sides, which differ from each other and from the base.
 */
export async function settleBoth(changed: Changed, settling: Settling): Promise<Outcome> {
  const { path, base, ours, theirs } = changed;
  const { text } = ours.contents;
  if (text === null || theirs.contents.text === null || base?.binary) {
    return settleWhole(changed, settling, 'both sides changed a file that cannot be merged by line');
  }
  const lines = conflictLines(text, path, [base?.text ?? null, theirs.contents.text]);
  if (lines.length > 0) {
    const clashes = lines.map((line) => ({ line, what: null }));
    return leave('conflict', ours, unsettled(path, base, null), { clashes, reason: HOLDS_MARKERS });
  }
  const labels: Labels = { ours: 'ours', base: 'base', theirs: `onex ${settling.generatorVersion}` };
  const input = { base: base?.text ?? null, ours: text, theirs: theirs.contents.text, labels };
  const merged = await mergeFile(path, input, settling.checks);
  if (merged.clashes.length === 0) return write('merge', changed, merged.withOurs);
  const question: Question = { path: settling.shown, ...input, ...merged };
  const answer = settling.resolve ? await settling.resolve(question) : settling.onConflict;
  return answered(answer, merged, changed, settling);
}

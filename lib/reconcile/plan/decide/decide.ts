import { conflictLines, holdsConflict, leftoverLines } from '../../merge/index.ts';
import { hasHash, sha256, toBytes } from '../../disk/index.ts';
import { HOLDS_MARKERS, settleBoth, type Settling } from './clash.ts';
import {
  mergeMode,
  settled,
  unsettled,
  type BaseSide,
  type OursSide,
  type Sides,
  type TheirsSide,
} from '../sides/index.ts';
import { leave, type Outcome } from './outcome.ts';

export interface Deciding extends Settling {
  /** The user asked to restore the deleted file. */
  readonly restore: boolean;
  /** The user's text differs from the generated one only in its layout. */
  readonly isReformatted: boolean;
  /** Its conflict markers prevent the rendering of its unit. */
  readonly holdsUp: boolean;
  /** Whether the unit waits for conflicts in its sources. Only these are then reported. */
  readonly waits: boolean;
  /** The file as a command edited it; null if no command did. */
  readonly edited: string | null;
}

function create(path: string, theirs: TheirsSide): Outcome {
  return leave('create', null, settled(path, theirs), {
    contents: theirs.contents.bytes,
    mode: theirs.mode === '755' ? 0o755 : 0o644,
    after: theirs.contents.text,
  });
}

function gone(base: BaseSide | null, ours: OursSide, isReformatted: boolean): Outcome {
  if (ours.link)
    return leave('keep', ours, null, { reason: 'the file is no longer generated, and it is a link' });
  if (base && (isReformatted || hasHash(ours.contents, base.sha256))) {
    return leave('delete', ours, null, { remove: true, mode: null, after: null });
  }
  return leave('keep', ours, null, {
    reason: 'the file is no longer generated, and you changed it; move what you need, and delete it',
  });
}

/** Leaves the contents of a file unchanged and at most corrects its execute bit. */
function stay(
  action: 'adopt' | 'unchanged' | 'keep',
  sides: Sides,
  ours: OursSide,
  theirs: TheirsSide,
): Outcome {
  const mode = mergeMode(sides.base?.mode ?? null, ours.mode, theirs.mode);
  const corrected = mode !== ours.mode && action === 'unchanged' ? 'update' : action;
  return leave(corrected, ours, settled(sides.path, theirs), { mode });
}

/** Writes the user's text as a command edited it; the base advances to the generator's own text. */
function rewritten(sides: Sides, ours: OursSide, theirs: TheirsSide, edited: string): Outcome {
  const text = edited.replace(/^\uFEFF/, '');
  if (sha256(toBytes(text, ours.contents.form)) === ours.contents.sha256)
    return stay(sides.base?.sha256 === ours.contents.canonical ? 'unchanged' : 'keep', sides, ours, theirs);
  return leave('update', ours, settled(sides.path, theirs), {
    contents: toBytes(text, ours.contents.form),
    mode: mergeMode(sides.base?.mode ?? null, ours.mode, theirs.mode),
    after: text,
  });
}

/** Returns a conflict that git left in an edited file and that contains lines of the user. */
function markedByGit({ path, base }: Sides, ours: OursSide, theirs: TheirsSide): Outcome | null {
  const { text } = ours.contents;
  if (text === null || !holdsConflict(text, path)) return null;
  const lines = conflictLines(text, path, [base?.text ?? null, theirs.contents.text]);
  if (lines.length === 0) return null;
  const clashes = lines.map((line) => ({ line, what: null }));
  return leave('conflict', ours, unsettled(path, base, null), { clashes, reason: HOLDS_MARKERS });
}

function update({ path, base }: Sides, ours: OursSide, theirs: TheirsSide): Outcome {
  const { text, bytes } = theirs.contents;
  return leave('update', ours, settled(path, theirs), {
    contents: text === null ? bytes : toBytes(text, ours.contents.form),
    mode: mergeMode(base?.mode ?? null, ours.mode, theirs.mode),
    after: text,
  });
}

/** Whether an earlier conflict is still in the file. The file is then not touched. */
async function stillInConflict(
  { path, base, ours, theirs, pending }: Sides,
  { holdsUp, checks }: Pick<Deciding, 'holdsUp' | 'checks'>,
): Promise<Outcome | null> {
  if (!(pending || holdsUp) || !ours) return null;
  const known = [base?.text ?? null, pending?.text ?? null, theirs?.contents.text ?? null];
  const { text } = ours.contents;
  const lines = text === null ? [] : leftoverLines(text, path, known);
  const unresolved = (reason: string, at: readonly number[]): Outcome =>
    leave('conflict', ours, unsettled(path, base, pending?.entry ?? null), {
      clashes: at.map((line) => ({ line, what: null })),
      reason,
    });
  if (lines.length > 0)
    return unresolved(pending ? 'its conflict markers are still there' : HOLDS_MARKERS, lines);
  // A resolution by hand must be valid: a part of a block that is not a marker line may remain.
  const isBroken = pending !== null && text !== null && !(await checks.isSound(path, text));
  const wasWhole = isBroken && pending.text !== null && (await checks.isSound(path, pending.text));
  return wasWhole ? unresolved('it does not parse since its conflict was resolved', [1]) : null;
}

/** Once its conflict is resolved, a file is based on the pending text. */
function advance(sides: Sides): Sides {
  const { pending } = sides;
  if (!pending) return sides;
  const { sha256, mode } = pending.entry;
  return { ...sides, base: { sha256, mode, binary: false, text: pending.text }, pending: null };
}

/**
 * Decides the outcome for one file by the table of base, ours, and theirs. Null: the file needs no further mention.
 */
export async function decide(given: Sides, deciding: Deciding): Promise<Outcome | null> {
  const conflict = await stillInConflict(given, deciding);
  if (conflict) return conflict;
  const sides = advance(given);
  const { path, base, ours, theirs } = sides;
  if (!theirs) return ours && gone(base, ours, deciding.isReformatted);
  if (!ours) {
    if (!base || deciding.restore) return create(path, theirs);
    return leave('kept-deleted', null, settled(path, theirs));
  }
  if (deciding.edited !== null) return rewritten(sides, ours, theirs, deciding.edited);
  const alike = ours.contents.canonical === theirs.contents.canonical;
  if (alike) return stay(base ? 'unchanged' : 'adopt', sides, ours, theirs);
  if (base && hasHash(theirs.contents, base.sha256))
    return (
      (deciding.waits ? null : markedByGit(sides, ours, theirs)) ??
      stay(deciding.isReformatted ? 'unchanged' : 'keep', sides, ours, theirs)
    );
  if (base && hasHash(ours.contents, base.sha256)) return update(sides, ours, theirs);
  return settleBoth({ path, base, ours, theirs }, deciding);
}

import { joinPath } from '../../disk/index.ts';
import type { ManifestEntry } from '../../store/index.ts';
import type { Change, FileAction } from '../../types.ts';
import type { Gathered } from '../sides/index.ts';
import type { Outcome } from './outcome.ts';

/** The changes of one file for the commit and for the unit's store. */
export interface FileChanges {
  readonly changes: readonly Change[];
  readonly entry: ManifestEntry | null;
  /** Returns a base text of the entry by its hash; null if the file has no such text. */
  textOf(sha256: string): string | null;
}

function textIn({ sides }: Gathered, hash: string): string | null {
  const { base, pending, theirs } = sides;
  if (hash === theirs?.contents.canonical) return theirs.contents.text;
  if (hash === base?.sha256) return base.text;
  return hash === pending?.entry.sha256 ? pending.text : null;
}

/** Describes a file that moves from its former name or starts as a copy of it. */
function relocated(path: string, gathered: Gathered, outcome: Outcome, unitRoot: string): FileChanges | null {
  const { sides, origin } = gathered;
  if (!origin || !sides.ours) return null;
  if (outcome.action === 'conflict' && outcome.contents === null) {
    // While a conflict is open, nothing moves; of a copy, nothing is recorded yet.
    const entry = outcome.entry && !origin.stays ? { ...outcome.entry, path: origin.path } : null;
    return { changes: [], entry, textOf: (hash) => textIn(gathered, hash) };
  }
  const { bytes, sha256 } = sides.ours.contents;
  const write: Change = {
    type: 'write',
    path,
    before: null,
    contents: outcome.contents ?? bytes,
    mode: outcome.mode ?? 0o644,
  };
  const remove: Change = { type: 'remove', path: joinPath(unitRoot, origin.path), before: sha256 };
  return {
    changes: origin.stays ? [write] : [write, remove],
    entry: outcome.entry,
    textOf: (hash) => textIn(gathered, hash),
  };
}

/** Turns the outcome for one file into steps of the commit. */
export function changesOf(unitRoot: string, gathered: Gathered, outcome: Outcome): FileChanges {
  const { sides } = gathered;
  const path = joinPath(unitRoot, sides.path);
  const elsewhere = relocated(path, gathered, outcome, unitRoot);
  if (elsewhere) return elsewhere;
  const kept = { entry: outcome.entry, textOf: (hash: string) => textIn(gathered, hash) };
  const before = sides.ours?.contents.sha256 ?? null;
  if (outcome.remove) return { changes: before ? [{ type: 'remove', path, before }] : [], ...kept };
  const mode = outcome.mode ?? 0o644;
  if (outcome.contents) {
    return { changes: [{ type: 'write', path, before, contents: outcome.contents, mode }], ...kept };
  }
  if (before && mode !== sides.ours?.mode)
    return { changes: [{ type: 'mode', path, before, mode }], ...kept };
  return { changes: [], ...kept };
}

const BEGINNING: ReadonlySet<FileAction> = new Set(['unchanged', 'update', 'keep']);

/** Returns the reported action. It states whether a file moved or started as a copy. */
export function actionOf({ sides, origin }: Gathered, { action }: Outcome): FileAction {
  if (!origin || !sides.ours || action === 'conflict') return action;
  if (!origin.stays) return 'rename';
  return BEGINNING.has(action) ? 'create' : action;
}

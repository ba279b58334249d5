import type { Unit } from '../../render/index.ts';
import { joinPath } from '../paths.ts';
import type { ManifestEntry } from '../store/types.ts';
import type { Change } from '../types.ts';
import type { Gathered } from './gather.ts';
import type { Outcome } from './outcome.ts';

/** What one file asks of the commit and of the unit's store. */
export interface FileChanges {
  readonly changes: readonly Change[];
  readonly entry: ManifestEntry | null;
  /** Base texts the entry stands on. */
  readonly texts: readonly string[];
}

function textsOf({ sides }: Gathered, entry: ManifestEntry | null): string[] {
  if (!entry) return [];
  const known = new Map<string | null, () => string | null>([
    [sides.base?.sha256 ?? null, () => sides.base?.text ?? null],
    [sides.pending?.entry.sha256 ?? null, () => sides.pending?.text ?? null],
    [sides.theirs?.contents.canonical ?? null, () => sides.theirs?.contents.text ?? null],
  ]);
  return [entry.sha256, entry.pending?.sha256]
    .flatMap((hash) => (hash ? [known.get(hash)?.() ?? null] : []))
    .filter((text) => text !== null);
}

/** Turns the outcome for one file into steps of the commit. */
export function changesOf(unit: Unit, gathered: Gathered, outcome: Outcome): FileChanges {
  const { sides, from } = gathered;
  const path = joinPath(unit.root, sides.path);
  const before = sides.ours?.contents.sha256 ?? null;
  const moves = from !== null && sides.ours !== null;
  if (moves && outcome.action === 'conflict' && outcome.contents === null) {
    const entry = outcome.entry && { ...outcome.entry, path: from };
    return { changes: [], entry, texts: textsOf(gathered, entry) };
  }
  const kept = { entry: outcome.entry, texts: textsOf(gathered, outcome.entry) };
  if (outcome.remove) return { changes: before ? [{ type: 'remove', path, before }] : [], ...kept };
  const mode = outcome.mode ?? 0o644;
  if (moves && before) {
    const old = joinPath(unit.root, from);
    const contents = outcome.contents ?? sides.ours.contents.bytes;
    return {
      changes: [
        { type: 'write', path, before: null, contents, mode },
        { type: 'remove', path: old, before },
      ],
      ...kept,
    };
  }
  if (outcome.contents)
    return { changes: [{ type: 'write', path, before, contents: outcome.contents, mode }], ...kept };
  if (before && mode !== sides.ours?.mode)
    return { changes: [{ type: 'mode', path, before, mode }], ...kept };
  return { changes: [], ...kept };
}

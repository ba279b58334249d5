import type { Unit } from '../../render/index.ts';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import { joinPath } from '../paths.ts';
import type { UnitState } from '../store/state.ts';
import type { ManifestEntry } from '../store/types.ts';
import { contentsOf } from '../text.ts';
import type { Rename } from '../types.ts';
import { modeText } from './mode.ts';
import type { BaseSide, OursSide, Sides, TheirsSide } from './sides.ts';

/** The three sides of one path, and where the owner's file lies if the path is new. */
export interface Gathered {
  readonly sides: Sides;
  /** Former path, relative to the unit; null where the file keeps its name. */
  readonly from: string | null;
}

function readOurs(disk: Disk, locator: Locator, path: string): OursSide | null {
  const location = locator.locate(path);
  if (location.fault !== null || !location.stats) return null;
  const { absolute, stats, link } = location;
  return { contents: contentsOf(disk.read(absolute)), mode: stats.mode & 0o777, link };
}

/** Base texts are unpacked only when they are looked at: most files need none. */
function baseSide(entry: ManifestEntry, state: UnitState): BaseSide | null {
  const { sha256, mode, binary } = entry;
  if (sha256 === null) return null;
  return {
    sha256,
    mode,
    binary: binary ?? false,
    get text() {
      return binary ? null : state.text(sha256);
    },
  };
}

function pendingSide({ pending }: ManifestEntry, state: UnitState): Sides['pending'] {
  if (!pending) return null;
  return {
    entry: pending,
    get text() {
      return state.text(pending.sha256);
    },
  };
}

/** Follows a file through the rename table: `a` to `b`, and from there to `c`. */
function presentName(path: string, renames: readonly Rename[], theirs: ReadonlyMap<string, unknown>): string {
  let name = path;
  for (const { from, to } of renames) if (name === from && !theirs.has(from)) name = to;
  return theirs.has(name) ? name : path;
}

/**
 * Brings together what the manifest, the disk and the templates know of each path of a unit.
 * Paths are known to be safe. Sorted by path.
 */
export function gather(
  unit: Unit,
  state: UnitState,
  renames: readonly Rename[],
  disk: Disk,
  locator: Locator,
): Gathered[] {
  const theirs = new Map<string, TheirsSide>(
    unit.files.map(({ path, contents, mode }) => [
      path,
      { contents: contentsOf(contents), mode: modeText(mode) },
    ]),
  );
  const entries = new Map<string, { entry: ManifestEntry; from: string | null }>();
  for (const entry of state.manifest?.files ?? []) {
    const name = presentName(entry.path, renames, theirs);
    // Where the owner made the new file already, the old one is on its own.
    const moved =
      name !== entry.path &&
      readOurs(disk, locator, joinPath(unit.root, name)) === null &&
      readOurs(disk, locator, joinPath(unit.root, entry.path))?.link !== true;
    entries.set(moved ? name : entry.path, { entry, from: moved ? entry.path : null });
  }
  const paths = [...new Set([...theirs.keys(), ...entries.keys()])].toSorted();
  return paths.map((path) => {
    const known = entries.get(path);
    const from = known?.from ?? null;
    const sides: Sides = {
      path,
      base: known ? baseSide(known.entry, state) : null,
      ours: readOurs(disk, locator, joinPath(unit.root, from ?? path)),
      theirs: theirs.get(path) ?? null,
      pending: known ? pendingSide(known.entry, state) : null,
    };
    return { sides, from };
  });
}

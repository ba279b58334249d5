import {
  type Disk,
  type Locator,
  isAtOrBelow,
  joinPath,
  contentsOf,
  sha256,
  type Contents,
} from '../../disk/index.ts';
import type { UnitState, ManifestEntry } from '../../store/index.ts';
import type { Rename, UnitInput } from '../../types.ts';
import { versionOrigins } from './version-origins.ts';
import type { BaseSide, OursSide, Sides, TheirsSide } from './sides.ts';
import { modeText } from './mode.ts';

/** Returns the last rendered text from the store, settled or pending. */
function recorded({ mode, sha256, binary, pending }: ManifestEntry, state: UnitState): TheirsSide {
  const hash = pending?.sha256 ?? sha256 ?? '';
  const contents: Contents = {
    sha256: hash,
    canonical: hash,
    binary: binary ?? false,
    form: { bom: false, eol: '\n', open: false },
    get text() {
      return binary ? null : state.text(hash);
    },
    get bytes() {
      return Buffer.from(state.text(hash) ?? '');
    },
  };
  return { contents, mode: pending?.mode ?? mode };
}

/** Returns the newly generated files by path. */
function theirsOf(unit: UnitInput, state: UnitState): ReadonlyMap<string, TheirsSide> {
  if ('recorded' in unit) {
    return new Map(state.manifest?.files.map((entry) => [entry.path, recorded(entry, state)]));
  }
  return new Map(
    unit.files.map(({ path, contents, mode }) => [
      path,
      { contents: contentsOf(contents), mode: modeText(mode) },
    ]),
  );
}

/** The former place of a file: it moves from there, or it starts as a copy. */
export interface Origin {
  /** POSIX, relative to the unit. */
  readonly path: string;
  readonly stays: boolean;
}

/** The three sides of one path, and the location of the user's file if the path is new. */
export interface Gathered {
  readonly sides: Sides;
  readonly origin: Origin | null;
}

export interface GatheredUnit {
  /** Sorted by path. */
  readonly files: readonly Gathered[];
  /** Entries of node versions that this run does not process. */
  readonly retained: readonly ManifestEntry[];
}

interface Known {
  readonly entry: ManifestEntry;
  readonly origin: Origin | null;
}

function readOurs(disk: Disk, locator: Locator, path: string, resolved: string | undefined): OursSide | null {
  const location = locator.locate(path);
  if (location.fault !== null || !location.stats) return null;
  const { absolute, stats, link } = location;
  const written = contentsOf(disk.read(absolute));
  const contents =
    resolved === undefined ? written : { ...written, text: resolved, canonical: sha256(resolved) };
  return { contents, mode: stats.mode & 0o777, link, isResolved: resolved !== undefined };
}

/** Base texts are unpacked on demand, because most files need none. */
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
 * Collects the content of each path of a unit from the manifest, the disk, and the templates. Paths are already
 * validated.
 */
export function gather(
  unit: UnitInput,
  state: UnitState,
  renames: readonly Rename[],
  disk: Disk,
  locator: Locator,
): GatheredUnit {
  // A conflict is resolved to one side only if the unit is rendered, because the run then writes the changes of both
  // branches.
  const isRendered = !('recorded' in unit);
  const ours = (path: string) =>
    readOurs(disk, locator, joinPath(unit.root, path), isRendered ? state.resolved.get(path) : undefined);
  const isAbsent = (path: string): boolean =>
    unit.absent?.some(({ folder }) => isAtOrBelow(folder, path)) ?? false;
  const theirs = new Map([...theirsOf(unit, state)].filter(([path]) => !isAbsent(path)));
  const entries = state.manifest?.files ?? [];
  const origins =
    'recorded' in unit ? null : versionOrigins(unit.files, entries, state.manifest?.source !== undefined);
  const known = new Map<string, Known>();
  const retained: ManifestEntry[] = [];
  for (const entry of entries) {
    const name = presentName(entry.path, renames, theirs);
    // If the user already created the new file, the old one stays separate. A link is not moved.
    const moves = name !== entry.path && !ours(name) && ours(entry.path)?.link !== true;
    if (moves) known.set(name, { entry, origin: { path: entry.path, stays: false } });
    else if (isAbsent(entry.path) || origins?.retained(entry.path)) retained.push(entry);
    else known.set(entry.path, { entry, origin: null });
  }
  for (const path of theirs.keys()) {
    const before = origins?.origin(path);
    const entry = before && entries.find((candidate) => candidate.path === before);
    if (entry && !known.has(path) && !ours(path))
      known.set(path, { entry, origin: { path: before, stays: true } });
  }
  const paths = [...new Set([...theirs.keys(), ...known.keys()])].toSorted();
  const files = paths.map((path): Gathered => {
    const { entry, origin } = known.get(path) ?? { entry: null, origin: null };
    const sides: Sides = {
      path,
      base: entry && baseSide(entry, state),
      ours: ours(origin?.path ?? path),
      theirs: theirs.get(path) ?? null,
      pending: entry && pendingSide(entry, state),
    };
    return { sides, origin };
  });
  return { files, retained };
}

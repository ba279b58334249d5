/**
 * Compares the files of a project with their records, for `onex status`. It reads only.
 */
import { versionFolderOf } from '../../naming/index.ts';
import { openFormatter, type Formatter } from '../../formatter/index.ts';
import {
  realDisk,
  type Disk,
  createLocator,
  type Locator,
  isAtOrBelow,
  joinPath,
  pathFault,
  contentsOf,
  hasHash,
  type Contents,
} from '../disk/index.ts';
import { reformatted } from '../layout/index.ts';
import { conflictLines, holdsConflict, leftoverLines } from '../merge/index.ts';
import {
  readState,
  type UnitState,
  recordedState,
  type RecordedState,
  type ManifestEntry,
} from '../store/index.ts';
import type { RenderedUnit } from '../types.ts';

/**
 * `stale`: the generator would now write another text. `gone`: the folder of a version was deleted. For files with an
 * injected event bus: `moved` to another path, `undone` by version control, or without a record (`unrecorded`).
 */
export type FileState =
  'edited' | 'stale' | 'conflicted' | 'deleted' | 'gone' | 'moved' | 'undone' | 'unrecorded';

export interface FileStatus {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly states: readonly FileState[];
  /** 1-based lines of conflict markers. */
  readonly lines: readonly number[];
  /** Details that the states do not include. */
  readonly reason?: string;
  /** Texts for showing the user's changes: the generated and the present one. Null for a binary or no file. */
  readonly base: string | null;
  readonly ours: string | null;
}

export interface UnitStatus {
  readonly root: string;
  /** Version of the generator that wrote it last; null if it has no store. */
  readonly version: string | null;
  /** Files that differ from their generated text; others are left out. */
  readonly files: readonly FileStatus[];
}

export interface StatusRequest {
  readonly root: string;
  /** Roots of units, POSIX, relative to the project's root. */
  readonly units: readonly string[];
  readonly generatorVersion: string;
  /** Renders the present version of a unit. Null: it cannot be rendered, or its sources have not changed. */
  readonly render: (unitRoot: string, recorded: RecordedState) => Promise<RenderedUnit | null>;
  /** Whether to include base texts for a diff. */
  readonly withTexts?: boolean;
  readonly disk?: Disk;
}

interface Reading {
  readonly disk: Disk;
  readonly locator: Locator;
  readonly state: UnitState;
  readonly root: string;
  readonly withTexts: boolean;
  readonly formatter: Formatter | null;
}

function readOurs(path: string, { disk, locator, root }: Reading): Contents | null {
  const full = joinPath(root, path);
  const location = pathFault(full) === null ? locator.locate(full) : null;
  if (!location || location.fault !== null || !location.stats) return null;
  return contentsOf(disk.read(location.absolute));
}

function statusOfFile(entry: ManifestEntry, reading: Reading): FileStatus {
  const { state, root, withTexts } = reading;
  const { path, pending, binary } = entry;
  const ours = readOurs(path, reading);
  const states: FileState[] = [];
  const known = () => [
    pending ? state.text(pending.sha256) : null,
    entry.sha256 && !binary ? state.text(entry.sha256) : null,
  ];
  const text = ours?.text ?? '';
  const lines =
    pending === undefined
      ? holdsConflict(text, path)
        ? conflictLines(text, path, known())
        : []
      : leftoverLines(text, path, known());
  if (!ours) states.push('deleted');
  else if (lines.length > 0) states.push('conflicted');
  else if (!hasHash(ours, pending?.sha256 ?? entry.sha256 ?? '')) states.push('edited');
  const base = withTexts && states.length > 0 && entry.sha256 && !binary ? state.text(entry.sha256) : null;
  return { path: joinPath(root, path), states, lines, base, ours: withTexts ? (ours?.text ?? null) : null };
}

/** Returns the same files; those that only a formatter changed no longer count as edited. */
async function withoutReformatted(
  files: readonly FileStatus[],
  entries: readonly ManifestEntry[],
  reading: Reading,
): Promise<readonly FileStatus[]> {
  const pairs = files.flatMap(({ path, states }, index) => {
    const entry = entries[index]!;
    const generated =
      states.includes('edited') && !entry.binary ? reading.state.text(recordedHash(entry) ?? '') : null;
    const ours = generated === null ? null : (readOurs(entry.path, reading)?.text ?? null);
    return generated === null || ours === null ? [] : [{ path, generated, ours }];
  });
  const same = await reformatted(pairs, reading.formatter);
  return files.map((file) => (same.has(file.path) ? { ...file, states: [] } : file));
}

/** Returns the hash of the text that the generator last wrote or left pending. */
function recordedHash({ sha256, pending }: ManifestEntry): string | null {
  return pending?.sha256 ?? sha256;
}

/** Returns the paths whose rendered text differs from the stored one. */
function stalePaths(rendered: RenderedUnit, entries: readonly ManifestEntry[]): Set<string> {
  const known = new Map(entries.map((entry) => [entry.path, recordedHash(entry)]));
  const now = new Map(rendered.files.map(({ path, contents }) => [path, contentsOf(contents)]));
  const changed = [...now]
    .filter(([path, contents]) => !hasHash(contents, known.get(path) ?? ''))
    .map(([path]) => path);
  const isAbsent = (path: string): boolean =>
    rendered.absent?.some(({ folder }) => isAtOrBelow(folder, path)) ?? false;
  const gone = [...known.keys()].filter((path) => !now.has(path) && !isAbsent(path));
  return new Set([...changed, ...gone]);
}

/** Replaces all files of a completely deleted version by one line. */
function collapsed(files: readonly FileStatus[], unitRoot: string): FileStatus[] {
  const folderOf = ({ path }: FileStatus): string | null =>
    unitRoot === '' ? null : versionFolderOf(path.slice(unitRoot.length + 1));
  const left = new Set(files.filter(({ states }) => !states.includes('deleted')).map(folderOf));
  const seen = new Set<string>();
  return files.flatMap((file) => {
    const folder = folderOf(file);
    if (folder === null || left.has(folder)) return file;
    if (seen.has(folder)) return [];
    seen.add(folder);
    const path = joinPath(unitRoot, folder);
    return { path, states: ['gone' as const], lines: [], base: null, ours: null };
  });
}

async function statusOfUnit(unitRoot: string, request: StatusRequest, reading: Reading): Promise<UnitStatus> {
  const { manifest } = reading.state;
  if (!manifest) return { root: unitRoot, version: null, files: [] };
  const read = manifest.files.map((entry) => statusOfFile(entry, reading));
  const files = await withoutReformatted(read, manifest.files, reading);
  const rendered = await request.render(unitRoot, recordedState(reading.state));
  const stale = rendered ? stalePaths(rendered, manifest.files) : new Set<string>();
  const listed = new Map(files.map((file) => [file.path, file]));
  for (const path of stale) {
    const full = joinPath(unitRoot, path);
    const file = listed.get(full) ?? { path: full, states: [], lines: [], base: null, ours: null };
    listed.set(full, { ...file, states: [...file.states, 'stale'] });
  }
  return {
    root: unitRoot,
    version: manifest.version,
    files: collapsed([...listed.values()], unitRoot).filter(({ states }) => states.length > 0),
  };
}

/**
 * Reports the state of generated files, unit by unit: edited, deleted, in conflict, or stale. A file that was only
 * reformatted is not edited. Writes nothing.
 * @throws UserError if a store is damaged, hostile, or written by a newer generator.
 */
export async function statusOf(request: StatusRequest): Promise<UnitStatus[]> {
  const disk = request.disk ?? realDisk;
  const locator = createLocator(disk, request.root);
  const formatter = disk === realDisk ? openFormatter(locator.root) : null;
  const withTexts = request.withTexts ?? false;
  const statuses: UnitStatus[] = [];
  try {
    for (const root of request.units) {
      const state = await readState(disk, locator, root, request.generatorVersion);
      const reading: Reading = { disk, locator, state, root, withTexts, formatter };
      statuses.push(await statusOfUnit(root, request, reading));
    }
  } finally {
    formatter?.close();
  }
  return statuses;
}

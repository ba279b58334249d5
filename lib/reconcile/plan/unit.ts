import type { Formatter } from '../../formatter/index.ts';
import {
  type Disk,
  remembering,
  type Locator,
  isAtOrBelow,
  joinPath,
  hasHash,
  toBytes,
} from '../disk/index.ts';
import { reformatted, type Pair } from '../layout/index.ts';
import type { Checks } from '../merge/index.ts';
import {
  readState,
  type UnitState,
  recordedState,
  MANIFEST_FORMAT,
  type Manifest,
  type ManifestEntry,
} from '../store/index.ts';
import type { AbsentFolder, Change, FilePlan, ReconcileOptions, UnitInput } from '../types.ts';
import {
  actionOf,
  changesOf,
  type FileChanges,
  decide,
  type Outcome,
  withGeneratedHashes,
  inOwnersFormat,
  type Converted,
} from './decide/index.ts';
import { gather, type Gathered, type OursSide } from './sides/index.ts';
import { refused, refusePaths } from './paths-of-unit.ts';
import { planRemoval } from './removal.ts';
import { writeRefusal } from './refusal.ts';
import { storeChanges } from './store-changes.ts';

export interface UnitPlan {
  readonly files: readonly FilePlan[];
  readonly changes: readonly Change[];
  readonly manifest: Manifest | null;
}

export interface Planning {
  readonly disk: Disk;
  readonly locator: Locator;
  readonly options: ReconcileOptions;
  readonly checks: Checks;
  /** The project's formatter; null if it has none. */
  readonly formatter: Formatter | null;
}

/** Returns files that differ from the generated text only where no other action applies. */
function doubtful(
  files: readonly Gathered[],
  converted: ReadonlyMap<string, Converted>,
  root: string,
): readonly Pair[] {
  return files.flatMap(({ sides: { path, base, ours, theirs, pending } }): Pair[] => {
    if (pending !== null || base === null || ours === null || converted.has(path)) return [];
    if (hasHash(ours.contents, base.sha256) || (theirs && !hasHash(theirs.contents, base.sha256))) return [];
    const [generated, own] = [base.text, ours.contents.text];
    return generated === null || own === null ? [] : [{ path: joinPath(root, path), generated, ours: own }];
  });
}

async function decideFile(
  unit: UnitInput,
  gathered: Gathered,
  planning: Planning,
  {
    converted,
    isReformatted,
  }: { readonly converted: Converted | undefined; readonly isReformatted: boolean },
): Promise<Outcome | null> {
  const { options, checks } = planning;
  const sides = converted?.sides ?? gathered.sides;
  const { path } = sides;
  const shown = joinPath(unit.root, path);
  const holdsUp = 'recorded' in unit && unit.inConflict === path;
  const outcome = await decide(sides, {
    onConflict: options.onConflict,
    resolve: options.resolve ?? null,
    generatorVersion: options.generatorVersion,
    checks,
    shown,
    restore: options.restore?.some((wanted) => isAtOrBelow(wanted, shown)) ?? false,
    holdsUp,
    waits: 'recorded' in unit && unit.inConflict != null,
    isReformatted,
    edited: 'recorded' in unit ? null : (unit.edited?.get(path) ?? null),
  });
  const recorded = outcome && converted ? withGeneratedHashes(outcome, converted) : outcome;
  return recorded && withoutMarkers(recorded, gathered.sides.ours);
}

/** Returns the outcome of an unchanged file after the conflicts that git left in it are removed. */
function withoutMarkers(outcome: Outcome, ours: OursSide | null): Outcome {
  if (ours?.isResolved !== true || outcome.contents !== null || outcome.remove) return outcome;
  if (outcome.action === 'conflict' || ours.contents.text === null) return outcome;
  return { ...outcome, action: 'merge', contents: toBytes(ours.contents.text, ours.contents.form) };
}

/** Returns one line for a whole folder that the user deleted. */
function absentPlan(root: string, { path, reason }: AbsentFolder): FilePlan {
  const nothing = { mode: null, from: null, clashes: [], replaced: [], before: null, after: null };
  return { path: joinPath(root, path), action: 'kept-deleted', reason, ...nothing };
}

function describe(root: string, gathered: Gathered, outcome: Outcome): FilePlan {
  const { sides, origin } = gathered;
  const action = actionOf(gathered, outcome);
  // Texts are needed only for diffs; those of unchanged nodes are released.
  const shows = action !== 'unchanged';
  const isResolved = sides.pending !== null && action !== 'conflict' && !outcome.entry?.pending;
  return {
    path: joinPath(root, sides.path),
    action,
    mode: outcome.mode,
    from: origin && action === 'rename' ? joinPath(root, origin.path) : null,
    reason: outcome.reason,
    clashes: outcome.clashes,
    replaced: outcome.replaced,
    before: (shows && sides.ours?.contents.text) || null,
    after: (shows && outcome.after) || null,
    ...(outcome.undecided !== null && { undecided: outcome.undecided }),
    ...(isResolved && { isResolved }),
  };
}

function manifestOf(
  unit: UnitInput,
  state: UnitState,
  version: string,
  files: readonly ManifestEntry[],
  settled: boolean,
): Manifest {
  // Conflicts from an earlier run must be checked again, so the run cannot report that everything is up to date.
  if ('recorded' in unit) {
    const { source, files: _, ...recorded } = state.manifest!;
    return { ...recorded, ...(settled && { source }), files };
  }
  const { kind, name, answers, source } = unit;
  return {
    format: MANIFEST_FORMAT,
    version,
    unit: { kind, name },
    answers,
    ...(settled && { source }),
    files,
  };
}

/** Plans one unit: reads its store and its files, decides about each file, and determines its new manifest. */
export async function planUnit(unit: UnitInput, planning: Planning): Promise<UnitPlan> {
  const { disk, options, locator } = planning;
  const seen = remembering(locator);
  const state = unit.state ?? (await readState(disk, locator, unit.root, options.generatorVersion));
  const refusals = refusePaths(unit, state, seen);
  if (refusals.length > 0) return { files: refusals, changes: [], manifest: state.manifest };

  const renames = 'recorded' in unit ? [] : (options.renames?.(unit) ?? []);
  const { files: gatheredFiles, retained: notLookedAt } = gather(unit, state, renames, disk, seen);
  const converted = await inOwnersFormat(gatheredFiles, unit.root, planning.formatter);
  const same = await reformatted(doubtful(gatheredFiles, converted, unit.root), planning.formatter);
  const goneFolders = 'recorded' in unit ? [] : (unit.removedFolders ?? []);
  const isGone = (path: string): boolean => goneFolders.some((folder) => isAtOrBelow(folder, path));
  const retained = notLookedAt.filter(({ path }) => !isGone(path));
  const gone = await Promise.all(
    goneFolders.map((folder) => planRemoval(unit.root, folder, state, planning)),
  );
  const files: FilePlan[] = [
    ...(unit.absent ?? []).map((folder) => absentPlan(unit.root, folder)),
    ...gone.flatMap((removal) => removal.files),
  ];
  const decided: FileChanges[] = [];
  for (const gathered of gatheredFiles) {
    const path = joinPath(unit.root, gathered.sides.path);
    const outcome = await decideFile(unit, gathered, planning, {
      converted: converted.get(gathered.sides.path),
      isReformatted: same.has(path),
    });
    if (!outcome) continue;
    const own = changesOf(unit.root, gathered, outcome);
    const reason = own.changes
      .map(({ path }) => writeRefusal(locator, disk, path))
      .find((refusal) => refusal !== null);
    files.push(reason ? refused(path, reason) : describe(unit.root, gathered, outcome));
    decided.push(own);
  }
  const changes = [...gone.flatMap((removal) => removal.changes), ...decided.flatMap((own) => own.changes)];
  if (changes.length > 0 && !('recorded' in unit)) {
    await options.verify?.(unit, recordedState(state));
  }
  const entries = [...decided.flatMap(({ entry }) => entry ?? []), ...retained];
  const settled = files.every(({ action }) => action !== 'conflict');
  const manifest = manifestOf(unit, state, options.generatorVersion, entries, settled);
  const byPath = new Map(decided.map((own) => [own.entry?.path, own]));
  const textOf = (path: string, hash: string) => byPath.get(path)?.textOf(hash) ?? state.text(hash);
  changes.push(...storeChanges(state, manifest, textOf));
  return { files, changes, manifest };
}

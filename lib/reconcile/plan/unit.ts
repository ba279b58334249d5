import type { Unit } from '../../render/index.ts';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import type { Check } from '../merge/index.ts';
import { caseKey, joinPath, printable } from '../paths.ts';
import { readState, type UnitState } from '../store/state.ts';
import { MANIFEST_FORMAT, type Manifest, type ManifestEntry } from '../store/types.ts';
import type { Change, FilePlan, ReconcileOptions } from '../types.ts';
import { changesOf } from './changes.ts';
import { decide } from './decide.ts';
import { gather, type Gathered } from './gather.ts';
import type { Outcome } from './outcome.ts';
import { pathRefusal, writeRefusal } from './refusal.ts';
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
  readonly check: Check;
}

function refused(path: string, reason: string): FilePlan {
  return {
    path: printable(path),
    action: 'refused',
    mode: null,
    from: null,
    reason,
    clashes: [],
    before: null,
    after: null,
  };
}

/** Paths that cannot be gone to; two files that some file systems take for one. */
function refusePaths(unit: Unit, state: UnitState, locator: Locator): FilePlan[] {
  const generated = unit.files.map(({ path }) => path);
  const paths = new Set([...generated, ...(state.manifest?.files.map(({ path }) => path) ?? [])]);
  const keys = new Map<string, string>();
  const refusals: FilePlan[] = [];
  for (const path of generated) {
    const other = keys.get(caseKey(path));
    if (other !== undefined)
      refusals.push(refused(joinPath(unit.root, path), `is generated twice, also as ${other}`));
    keys.set(caseKey(path), path);
  }
  for (const path of paths) {
    const reason = pathRefusal(locator, joinPath(unit.root, path));
    if (reason) refusals.push(refused(joinPath(unit.root, path), reason));
  }
  return refusals;
}

async function decideFile(unit: Unit, gathered: Gathered, planning: Planning): Promise<Outcome | null> {
  const { options, check } = planning;
  const shown = joinPath(unit.root, gathered.sides.path);
  return decide(gathered.sides, {
    onConflict: options.onConflict,
    resolve: options.resolve ?? null,
    generatorVersion: options.generatorVersion,
    check,
    shown,
    restore: options.restore?.includes(shown) ?? false,
  });
}

function describe(unit: Unit, { sides, from }: Gathered, outcome: Outcome): FilePlan {
  const renamed = from !== null && outcome.action !== 'conflict' && sides.ours !== null;
  const path = joinPath(unit.root, sides.path);
  return {
    path,
    action: renamed ? 'rename' : outcome.action,
    mode: outcome.mode,
    from: from === null ? null : joinPath(unit.root, from),
    reason: outcome.reason,
    clashes: outcome.clashes,
    before: sides.ours?.contents.text ?? null,
    after: outcome.after,
  };
}

/** Plans one unit: reads its store and its files, decides about each, and says what its manifest will be. */
export async function planUnit(unit: Unit, planning: Planning): Promise<UnitPlan> {
  const { disk, locator, options } = planning;
  const state = await readState(disk, locator, unit.root, options.generatorVersion);
  const refusals = refusePaths(unit, state, locator);
  if (refusals.length > 0) return { files: refusals, changes: [], manifest: state.manifest };

  const files: FilePlan[] = [];
  const changes: Change[] = [];
  const entries: ManifestEntry[] = [];
  const texts: string[] = [];
  for (const gathered of gather(unit, state, options.renames?.(unit) ?? [], disk, locator)) {
    const outcome = await decideFile(unit, gathered, planning);
    if (!outcome) continue;
    const own = changesOf(unit, gathered, outcome);
    const reason = own.changes
      .map(({ path }) => writeRefusal(locator, disk, path))
      .find((refusal) => refusal !== null);
    files.push(
      reason ? refused(joinPath(unit.root, gathered.sides.path), reason) : describe(unit, gathered, outcome),
    );
    changes.push(...own.changes);
    if (own.entry) entries.push(own.entry);
    texts.push(...own.texts);
  }
  const manifest: Manifest = {
    format: MANIFEST_FORMAT,
    version: options.generatorVersion,
    unit: { kind: unit.kind, name: unit.name },
    answers: unit.answers,
    files: entries,
  };
  changes.push(...storeChanges(state, manifest, texts));
  return { files, changes, manifest };
}

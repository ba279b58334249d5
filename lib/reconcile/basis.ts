import { join } from 'node:path';
import { UserError } from '../errors/index.ts';
import { refuseInterrupted, recover } from './commit/recover.ts';
import { realDisk, type Disk } from './disk/index.ts';

/** The files that every run reads, whatever it generates. */
const PROJECT_FILES = ['.yo-rc.json', 'package.json', '.onex/manifest.json'];

/** The state of a project when a run began to read it. */
export interface Basis {
  /** One line for each noteworthy fact about an interrupted run that was completed or undone. */
  readonly notes: readonly string[];
  /** Records the state of a node, named by its folder, before the run reads any of its files. */
  watch(node: string): void;
  /** Declares that the run also renders from the contracts of a watched node. */
  dependsOn(node: string): void;
  /**
   * @param unitRoots Units that the run writes: `''` for the project, `nodes/NAME` for a node.
   * @throws UserError naming a file that has changed since. Nothing was written in that case.
   */
  refuseChanged(unitRoots: readonly string[]): void;
}

/** Distinguishes states of a file without reading it. */
function stampOf(disk: Disk, path: string): string {
  const stats = disk.lstat(path);
  return stats === null ? '-' : [stats.ino, stats.size, stats.mtimeMs].join(':');
}

/** Returns the files of one unit that other files are rendered from: its record, and the contract of each version. */
function filesOfUnit(disk: Disk, root: string, unit: string): string[] {
  if (unit === '') return PROJECT_FILES;
  const versions = (disk.readdir(join(root, unit)) ?? []).filter((name) => /^v\d/.test(name)).toSorted();
  return [
    `${unit}/.onex/manifest.json`,
    `${unit}/contract.yaml`,
    ...versions.map((version) => `${unit}/${version}/contract.yaml`),
  ];
}

const OF_UNIT = /\/(?:\.onex\/manifest\.json|(?:v\d[^/]*\/)?contract\.yaml)$/;

/** Returns the unit that a watched file belongs to. */
function unitOf(file: string): string {
  return file.startsWith('nodes/') ? file.replace(OF_UNIT, '') : '';
}

/** Subfolders of `nodes/` may also contain nodes. */
const DEEPEST = 4;

function unitsBelow(disk: Disk, root: string, folder: string, depth = 1): string[] {
  const names = disk.readdir(join(root, folder)) ?? [];
  return names.flatMap((name) => {
    const unit = `${folder}/${name}`;
    const inner = disk.readdir(join(root, unit)) ?? [];
    const isUnit = depth === DEEPEST || inner.some((entry) => entry === '.onex' || /^v\d/.test(entry));
    return isUnit || name === 'node_modules' ? [unit] : [unit, ...unitsBelow(disk, root, unit, depth + 1)];
  });
}

function stampsOf(disk: Disk, root: string, units: readonly string[]): Map<string, string> {
  const files = units.flatMap((unit) => filesOfUnit(disk, root, unit));
  return new Map(files.map((file) => [file, stampOf(disk, join(root, file))]));
}

/**
 * Begins a run: completes or undoes an interrupted run, then records the state of everything that the run may be
 * rendered from. No lock is held between this call and the commit, because the user may be asked questions. Instead,
 * the commit refuses if the state has changed.
 * @param root Absolute root of the project; it need not exist yet.
 * @param options.dryRun Nothing is written, so an interrupted run is an error.
 * @param options.nodes `named`: the run watches each node itself before it reads it, because it concerns only a few
 *   nodes.
 * @throws UserError for an interrupted run that cannot be completed or undone.
 */
export async function beginRun(
  root: string,
  {
    dryRun,
    nodes = 'all',
    disk = realDisk,
  }: { readonly dryRun: boolean; readonly nodes?: 'all' | 'named'; readonly disk?: Disk },
): Promise<Basis> {
  const notes = dryRun ? refuseInterrupted(disk, root) : await recover(disk, root);
  const all = nodes === 'named' ? [] : unitsBelow(disk, root, 'nodes');
  const watched = new Set(['', ...all]);
  const before = stampsOf(disk, root, [...watched]);
  const needed = new Set(['']);
  return {
    notes,
    watch(node) {
      const unit = `nodes/${node}`;
      if (watched.has(unit)) return;
      watched.add(unit);
      for (const [file, stamp] of stampsOf(disk, root, [unit])) before.set(file, stamp);
    },
    dependsOn: (node) => void needed.add(`nodes/${node}`),
    refuseChanged(unitRoots) {
      // Nothing was read of a node that is not watched.
      const units = new Set([...needed, ...unitRoots].filter((unit) => nodes === 'all' || watched.has(unit)));
      const now = stampsOf(disk, root, [...units]);
      const known = [...before.keys()].filter((file) => units.has(unitOf(file)));
      const changed = [...new Set([...known, ...now.keys()])].find(
        (file) => (before.get(file) ?? '-') !== (now.get(file) ?? '-'),
      );
      if (changed === undefined) return;
      throw new UserError(
        'ERR_ONEX_FILE_CHANGED',
        `${changed} changed during this run; nothing was written. Run the same command again.`,
      );
    },
  };
}

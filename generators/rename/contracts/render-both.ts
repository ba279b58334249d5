import { posix } from 'node:path';
import { sha256, type RecordedState } from '../../../lib/reconcile/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import type { GeneratedFile, ProjectAnswers, Unit } from '../../../lib/render/index.ts';
import { renderedNode, upgradedProject } from '../../upgrade/plan/index.ts';
import { contractsOf, type NodeModel } from './model.ts';

/** A generated file before and after a rename; paths relative to the unit. */
export interface FilePair {
  readonly from: string;
  readonly to: string;
  /** Null of a binary. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A unit before and after a rename. */
export interface UnitPair {
  /** Roots, relative to the project's. */
  readonly from: string;
  readonly to: string;
  readonly recorded: RecordedState;
  readonly before: Unit;
  readonly after: Unit;
  readonly files: readonly FilePair[];
}

const textOf = ({ contents }: GeneratedFile): string | null =>
  typeof contents === 'string' ? contents : null;

/** Pairs files by their path, and the others of a folder by their order, which follows the contract. */
function pairFiles(before: readonly GeneratedFile[], after: readonly GeneratedFile[]): FilePair[] {
  const [old, now] = [
    new Map(before.map((file) => [file.path, file])),
    new Map(after.map((file) => [file.path, file])),
  ];
  const left = after.filter(({ path }) => !old.has(path));
  return before.flatMap((file): FilePair[] => {
    const same = now.get(file.path);
    const index =
      same === undefined ? left.findIndex((one) => posix.dirname(one.path) === posix.dirname(file.path)) : -1;
    const found = same ?? left[index];
    if (found === undefined) return [];
    if (index >= 0) left.splice(index, 1);
    return [{ from: file.path, to: found.path, before: textOf(file), after: textOf(found) }];
  });
}

const isSame = ({ from, to, files }: UnitPair): boolean =>
  from === to && files.every((file) => file.from === file.to && file.before === file.after);

/** @throws UserError for a unit whose files are not what the generator writes. */
function refuseStale({ recorded, before, from }: UnitPair): void {
  const known = new Map(recorded.manifest?.files.map((entry) => [entry.path, entry]));
  const stale = before.files.find(({ path, contents }) => known.get(path)?.sha256 !== sha256(contents));
  const gone = [...known.keys()].find((path) => !before.files.some((file) => file.path === path));
  const pending = recorded.manifest?.files.find((entry) => entry.pending !== undefined);
  if (pending !== undefined)
    throw new UserError(
      'ERR_ONEX_CONFLICT_MARKERS',
      `${posix.join(from, pending.path)} was left in conflict; resolve it, and run onex upgrade before the rename`,
    );
  if (stale === undefined && gone === undefined) return;
  throw new UserError(
    'ERR_ONEX_NOT_UPGRADED',
    `${posix.join(from, stale?.path ?? gone!)} is outdated; run onex upgrade before the rename`,
  );
}

async function renderNodes(
  root: string,
  nodes: readonly NodeModel[],
  wanted: (index: number) => boolean,
): Promise<(Unit | null)[]> {
  const project = contractsOf(root, nodes);
  const units: (Unit | null)[] = [];
  for (const [index, { folder, versions, recorded }] of nodes.entries()) {
    const origins = new Map(versions.map((version) => [version.folder, version.origin]));
    const origin = (version: { readonly folder: string }) => origins.get(version.folder)!;
    const { manifest } = recorded;
    units.push(wanted(index) ? await renderedNode(folder, versions, { manifest, origin, project }) : null);
  }
  return units;
}

/** Whether a node may be rendered from the contracts of others. */
const isDriver = (node: NodeModel): boolean => node.versions.some(({ read }) => read.workflow !== null);

/**
 * Renders everything that a rename affects twice, before and after it, with the same generator.
 * @param root Absolute folder of the project.
 * @param before Nodes before and after, in the same order.
 * @returns Units that differ.
 * @throws UserError for a unit that is not up to date.
 */
export async function renderBoth(
  root: string,
  before: readonly NodeModel[],
  after: readonly NodeModel[],
): Promise<UnitPair[]> {
  const differs = (index: number): boolean => {
    const [one, other] = [before[index]!, after[index]!];
    const same = one.versions.every(({ contract }, place) => contract === other.versions[place]!.contract);
    return !same || one.folder !== other.folder;
  };
  const wanted = (index: number): boolean => differs(index) || isDriver(before[index]!);
  const [old, now] = [await renderNodes(root, before, wanted), await renderNodes(root, after, wanted)];
  return before.flatMap(({ recorded, folder }, index) => {
    const [one, other] = [old[index] ?? null, now[index] ?? null];
    if (one === null || other === null) return [];
    const pair: UnitPair = {
      from: `nodes/${folder}`,
      to: `nodes/${after[index]!.folder}`,
      recorded,
      before: one,
      after: other,
      files: pairFiles(one.files, other.files),
    };
    if (isSame(pair)) return [];
    refuseStale(pair);
    return [pair];
  });
}

/** The project's own files, before and after its domain gets another name. */
export function renderProjectBoth(
  project: ProjectAnswers,
  domain: string,
  recorded: RecordedState,
): UnitPair[] {
  const [before, after] = [upgradedProject(project), upgradedProject({ ...project, domain })];
  const pair: UnitPair = {
    from: '',
    to: '',
    recorded,
    before,
    after,
    files: pairFiles(before.files, after.files),
  };
  if (isSame(pair)) return [];
  refuseStale(pair);
  return [pair];
}

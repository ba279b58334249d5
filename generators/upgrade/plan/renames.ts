import { versionFolderOf } from '../../../lib/naming/index.ts';
import type { Rename, RenderedUnit } from '../../../lib/reconcile/index.ts';

/** A file whose name changed between two versions of the templates. */
export interface TemplateRename {
  readonly unit: 'project' | 'node';
  /** Of a node relative to the folder of a version, such as `v1_0_0`; of the project relative to its root. */
  readonly from: string;
  readonly to: string;
}

/** Every rename there ever was, oldest first, so that a file is followed through several versions. */
export const TEMPLATE_RENAMES: readonly TemplateRename[] = [];

/** The renames as they apply to a unit, in each of its versions. */
export function renamesOf(unit: RenderedUnit, renames = TEMPLATE_RENAMES): Rename[] {
  const folders = new Set(unit.files.flatMap(({ path }) => versionFolderOf(path) ?? []));
  const prefixes = unit.kind === 'project' ? [''] : [...folders].map((folder) => `${folder}/`);
  return renames
    .filter((rename) => rename.unit === unit.kind)
    .flatMap(({ from, to }) => prefixes.map((prefix) => ({ from: prefix + from, to: prefix + to })));
}

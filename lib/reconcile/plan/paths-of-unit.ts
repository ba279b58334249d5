import { terminalLine } from 'onex-cli-kit';
import { type Locator, caseKey, joinPath } from '../disk/index.ts';
import type { UnitState } from '../store/index.ts';
import type { FilePlan, UnitInput } from '../types.ts';
import { pathRefusal } from './refusal.ts';

export function refused(path: string, reason: string): FilePlan {
  return {
    path: terminalLine(path, 200),
    action: 'refused',
    mode: null,
    from: null,
    reason,
    clashes: [],
    replaced: [],
    before: null,
    after: null,
  };
}

/** Refuses paths of a unit that cannot be used, and paths that some file systems treat as one file. */
export function refusePaths(unit: UnitInput, state: UnitState, locator: Locator): FilePlan[] {
  const generated = 'recorded' in unit ? [] : unit.files.map(({ path }) => path);
  const paths = new Set([...generated, ...(state.manifest?.files.map(({ path }) => path) ?? [])]);
  const keys = new Map<string, string>();
  const refusals: FilePlan[] = [];
  for (const path of generated) {
    const other = keys.get(caseKey(path));
    if (other !== undefined) {
      refusals.push(refused(joinPath(unit.root, path), `is generated twice, also as ${other}`));
    }
    keys.set(caseKey(path), path);
  }
  for (const path of paths) {
    const reason = pathRefusal(locator, joinPath(unit.root, path));
    if (reason) refusals.push(refused(joinPath(unit.root, path), reason));
  }
  return refusals.length > 0 ? refusals : sameFiles(generated, unit.root, locator);
}

/** Returns paths that a link makes the same file, which could have the text of only one of them. */
function sameFiles(paths: readonly string[], unitRoot: string, locator: Locator): FilePlan[] {
  const known = new Map<string, string>();
  return paths.flatMap((path) => {
    const location = locator.locate(joinPath(unitRoot, path));
    if (location.fault !== null || location.stats === null) return [];
    const other = known.get(location.absolute);
    known.set(location.absolute, path);
    if (other === undefined) return [];
    return [
      refused(joinPath(unitRoot, path), `is one file with ${other} through a link; make it a separate file`),
    ];
  });
}

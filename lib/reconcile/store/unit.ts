import { realDisk, createLocator } from '../disk/index.ts';
import { readState, type UnitState } from './state.ts';

/** The records of a unit's store, for rendering it again. */
export interface RecordedState extends UnitState {
  /** Returns the base text of a path, or its pending text; null if nothing is recorded. */
  textOf(path: string): string | null;
}

export function recordedState(state: UnitState): RecordedState {
  return {
    ...state,
    textOf(path) {
      const entry = state.manifest?.files.find((file) => file.path === path);
      const hash = entry?.pending?.sha256 ?? entry?.sha256;
      return hash && !entry?.binary ? state.text(hash) : null;
    },
  };
}

/**
 * Reads the store of one unit.
 * @param unitRoot POSIX, relative to the project's root.
 * @throws UserError if it is damaged, hostile, or written by a newer generator.
 */
export async function readUnit(
  root: string,
  unitRoot: string,
  generatorVersion: string,
): Promise<RecordedState> {
  const state = await readState(realDisk, createLocator(realDisk, root), unitRoot, generatorVersion);
  return recordedState(state);
}

import type { JsonObject } from '../../render/index.ts';
import type { UnitState } from '../store/index.ts';

/** A file that gets a new text, a new place, or both. */
export interface MovedFile {
  /** POSIX, relative to the root. */
  readonly from: string;
  readonly to: string;
  /** With LF line ends; null leaves the bytes unchanged. */
  readonly text: string | null;
}

/** A unit whose files are rewritten. */
export interface RewrittenUnit {
  /** Root of the unit, POSIX, relative to the project's root. */
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly answers: JsonObject;
  readonly state: UnitState;
  /** Generated files by their former path: the new path, and the text that the generator would write there now. */
  readonly files: ReadonlyMap<string, { readonly path: string; readonly base: string | null }>;
  /** Hash of the sources of the unit, if known. */
  readonly source?: string | undefined;
}

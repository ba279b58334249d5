import type { ManifestEntry, ModeText, Pending } from '../../store/index.ts';
import type { Contents } from '../../disk/index.ts';

/** The file that the generator last wrote. */
export interface BaseSide {
  readonly sha256: string;
  readonly mode: ModeText;
  readonly binary: boolean;
  /** Null for a binary, or if the base texts were lost. */
  readonly text: string | null;
}

/** The file on disk. */
export interface OursSide {
  readonly contents: Contents;
  /** Permission bits. */
  readonly mode: number;
  /** Its path is a link within the project. The file is written through the link, which is never removed. */
  readonly link: boolean;
  /** Whether `contents` excludes conflicts that git left between lines of the generator and that are still on disk. */
  readonly isResolved: boolean;
}

/** The file that the generator would write now. */
export interface TheirsSide {
  readonly contents: Contents;
  readonly mode: ModeText;
}

/** The three versions of one file. */
export interface Sides {
  /** POSIX, relative to the unit. */
  readonly path: string;
  readonly base: BaseSide | null;
  readonly ours: OursSide | null;
  readonly theirs: TheirsSide | null;
  /** The text that was to be written when a conflict was left for the user to resolve. */
  readonly pending: { readonly entry: Pending; readonly text: string | null } | null;
}

/** Returns the manifest entry of a file that is settled at the newly generated text. */
export function settled(path: string, theirs: TheirsSide): ManifestEntry {
  const { canonical, binary } = theirs.contents;
  return { path, mode: theirs.mode, sha256: canonical, ...(binary && { binary }) };
}

/** Returns the manifest entry of a file whose base does not change. */
export function unsettled(
  path: string,
  base: BaseSide | null,
  pending: Pending | null,
): ManifestEntry | null {
  const lost = base !== null && !base.binary && base.text === null;
  if (!base || lost) return pending && { path, mode: pending.mode, sha256: null, pending };
  const { mode, sha256, binary } = base;
  return { path, mode, sha256, ...(binary && { binary }), ...(pending && { pending }) };
}

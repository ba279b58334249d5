import type { ManifestEntry, ModeText, Pending } from '../../store/index.ts';
import type { Contents } from '../../disk/index.ts';

/** What the generator last wrote. */
export interface BaseSide {
  readonly sha256: string;
  readonly mode: ModeText;
  readonly binary: boolean;
  /** Null of a binary, or where the base texts were lost. */
  readonly text: string | null;
}

/** What is on disk. */
export interface OursSide {
  readonly contents: Contents;
  /** Permission bits. */
  readonly mode: number;
  /** Its path is a link within the project: the file is written through it, the link is never removed. */
  readonly link: boolean;
  /** Whether `contents` is without conflicts that git left between lines of the generator, which are still on disk. */
  readonly isResolved: boolean;
}

/** What the generator would write now. */
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
  /** What was to be written when a conflict was left for somebody to resolve. */
  readonly pending: { readonly entry: Pending; readonly text: string | null } | null;
}

/** What the manifest says of a file that is settled at what the generator would write now. */
export function settled(path: string, theirs: TheirsSide): ManifestEntry {
  const { canonical, binary } = theirs.contents;
  return { path, mode: theirs.mode, sha256: canonical, ...(binary && { binary }) };
}

/** What the manifest says of a file whose base stays as it was. */
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

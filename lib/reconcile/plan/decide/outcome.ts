import type { Clash } from '../../merge/index.ts';
import type { ManifestEntry } from '../../store/index.ts';
import type { FileAction } from '../../types.ts';
import type { OursSide } from '../sides/index.ts';

/** What becomes of one file, and of its line in the manifest. */
export interface Outcome {
  readonly action: FileAction;
  readonly reason: string | null;
  readonly clashes: readonly Clash[];
  /** Places of the owner's text that the template's text replaced. */
  readonly replaced: readonly Clash[];
  /** To be written; null leaves the contents alone. */
  readonly contents: Uint8Array | null;
  readonly remove: boolean;
  /** Permission bits the file will have; null where there will be none. */
  readonly mode: number | null;
  readonly entry: ManifestEntry | null;
  /** LF text of the file as it will be; null of a binary or no file. */
  readonly after: string | null;
  /** Of a conflict that is left to be decided: the text with both sides between markers. */
  readonly undecided: string | null;
}

/** The outcome that leaves what is on disk. */
export function leave(
  action: FileAction,
  ours: OursSide | null,
  entry: ManifestEntry | null,
  more: Partial<Outcome> = {},
): Outcome {
  return {
    action,
    entry,
    reason: null,
    clashes: [],
    replaced: [],
    contents: null,
    remove: false,
    mode: ours?.mode ?? null,
    after: ours?.contents.text ?? null,
    undecided: null,
    ...more,
  };
}

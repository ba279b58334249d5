import type { Clash } from '../../merge/index.ts';
import type { ManifestEntry } from '../../store/index.ts';
import type { FileAction } from '../../types.ts';
import type { OursSide } from '../sides/index.ts';

/** The outcome for one file and for its line in the manifest. */
export interface Outcome {
  readonly action: FileAction;
  readonly reason: string | null;
  readonly clashes: readonly Clash[];
  /** Places where the template's text replaced the user's text. */
  readonly replaced: readonly Clash[];
  /** The bytes to write; null leaves the contents unchanged. */
  readonly contents: Uint8Array | null;
  readonly remove: boolean;
  /** The file's permission bits after the run; null if there will be no file. */
  readonly mode: number | null;
  readonly entry: ManifestEntry | null;
  /** The file's LF text after the run; null for a binary or no file. */
  readonly after: string | null;
  /** For an undecided conflict: the text with both sides between markers. */
  readonly undecided: string | null;
}

/** Returns the outcome that leaves the file on disk unchanged. */
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

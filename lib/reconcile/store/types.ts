import type { JsonObject } from '../../render/index.ts';

/** Version of the store's format; a reader refuses a higher one. Format 1 is that of release 0.1. */
export const MANIFEST_FORMAT = 2;

export type ModeText = '644' | '755';

/** A text that could not be settled. The file contains conflict markers until somebody resolves them. */
export interface Pending {
  readonly mode: ModeText;
  readonly sha256: string;
  /** Version of the generator that would have written it. */
  readonly version: string;
}

/** A record of what the generator last wrote to one file. */
export interface ManifestEntry {
  /** POSIX, relative to the unit. */
  readonly path: string;
  readonly mode: ModeText;
  /** Hash of the base text; null if the first write of the file met another file and is still pending. */
  readonly sha256: string | null;
  /** No base text is stored, because a binary is replaced or left as a whole. */
  readonly binary?: boolean | undefined;
  readonly pending?: Pending | undefined;
}

/** `.onex/manifest.json`. */
export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  /** Version of the generator that last settled the unit. */
  readonly version: string;
  readonly unit: { readonly kind: 'project' | 'node'; readonly name: string };
  readonly answers: JsonObject;
  /** sha256 of everything that the files were rendered from; absent if it was not computed. */
  readonly source?: string | undefined;
  readonly files: readonly ManifestEntry[];
}

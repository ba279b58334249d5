import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file, and the digest of its content when it was loaded. Null if it did not exist. */
export type LoadedFile = readonly [file: string, digest: string | null];

/** A digest of a file's content. Null if it does not exist or is not a file. */
export function digestOf(file: string): string | null {
  try {
    return createHash('sha1').update(readFileSync(file)).digest('base64');
  } catch {
    return null;
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A source of a node: its path relative to the node's folder, and its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/**
 * The TypeScript sources of a node's folder, without its tests and installed packages, in the order of their paths.
 * What cannot be read is left out, such as a link to a file that does not exist: an import of it is a finding of its
 * own.
 */
export function sourcesIn(folder: string): Source[] {
  return entriesOf(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/node_modules/u.test(file))
    .toSorted()
    .flatMap((file) => {
      const text = textOf(path.join(folder, file));
      return text === null ? [] : [{ file, text }];
    });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

/** The text of a file. Null if it cannot be read. A pipe is not read, because it may never end. */
export function textOf(file: string): string | null {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}

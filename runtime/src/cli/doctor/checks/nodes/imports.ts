import { existsSync } from 'node:fs';
import path from 'node:path';
import { sourcesIn } from './sources.ts';

/** An import of a file that does not exist. */
export interface MissingImport {
  /** `file:line` of the import, the file relative to the node's folder. */
  readonly place: string;
  /** The import specifier, as it is written. */
  readonly specifier: string;
}

const IMPORT =
  /^(?!\s*(?:\/\/|\*|\/\*)).*?\b(?:from|import)\s*\(?\s*(['"])(?<specifier>\.{1,2}\/[^'"\n]+)\1/u;

/**
 * Relative imports in the sources of a node that lead to no file, as after a handler was deleted or renamed. Tests of
 * the node are left out, because a start does not load them.
 */
export function missingImports(folder: string): MissingImport[] {
  return sourcesIn(folder).flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => {
      const specifier = IMPORT.exec(line)?.groups?.['specifier'];
      if (specifier === undefined) return [];
      const target = path.resolve(folder, path.dirname(file), specifier);
      return existsSync(target) ? [] : [{ place: `${file}:${index + 1}`, specifier }];
    }),
  );
}

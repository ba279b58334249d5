import path from 'node:path';

/** A folder and all folders above it, the nearest first. @param folder absolute */
export function foldersUpFrom(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}

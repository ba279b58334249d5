import { join } from 'node:path';
import type { RenderedUnit } from '../../../lib/reconcile/index.ts';
import type { FileMode, GeneratedFile, Unit } from '../../../lib/render/index.ts';

/** The part of mem-fs for reading: `get` loads files from the disk that are not in memory. */
export interface SharedFiles {
  existsInMemory(path: string): boolean;
  get(path: string): { contents: Buffer | null; stat?: { mode?: number } | null; state?: string };
}

const isBinary = (contents: Buffer): boolean => contents.includes(0);

function readFile(file: GeneratedFile, path: string, shared: SharedFiles): GeneratedFile {
  if (!shared.existsInMemory(path)) return file;
  const { contents, stat } = shared.get(path);
  if (contents === null) return file;
  const mode: FileMode = ((stat?.mode ?? file.mode) & 0o111) === 0 ? 0o644 : 0o755;
  return { path: file.path, contents: isBinary(contents) ? contents : contents.toString('utf8'), mode };
}

/**
 * Returns the unit with its texts and modes from the shared file system, after any changes by other generators and
 * transforms. A file that equals the disk is still a file of the unit.
 */
export function readBack(unit: RenderedUnit, root: string, shared: SharedFiles): RenderedUnit {
  const files = unit.files.map((file) => readFile(file, join(root, unit.root, file.path), shared));
  const { source, ...rest } = unit;
  // An upgrade cannot repeat changes by others, because they were not rendered only from the source.
  const same = files.every(({ contents }, index) => contents === unit.files[index]!.contents);
  return { ...rest, files, ...(same && source !== undefined && { source }) };
}

/** Removes the settled files from the pending files of the shared file system. */
export function forget(unit: Unit, root: string, shared: SharedFiles): void {
  for (const { path } of unit.files) delete shared.get(join(root, unit.root, path)).state;
}

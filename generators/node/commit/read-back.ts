import { join } from 'node:path';
import type { RenderedUnit } from '../../../lib/reconcile/index.ts';
import type { FileMode, GeneratedFile, Unit } from '../../../lib/render/index.ts';

/** The part of mem-fs that is read: `get` loads from the disk what is not in memory. */
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
 * The unit with its texts and modes as they stand in the shared file system, after whatever other generators and
 * transforms did to them there. A file that equals the disk is still a file of the unit.
 */
export function readBack(unit: RenderedUnit, root: string, shared: SharedFiles): RenderedUnit {
  const files = unit.files.map((file) => readFile(file, join(root, unit.root, file.path), shared));
  const { source, ...rest } = unit;
  // An upgrade has no such helpers: what they changed was not rendered from the source alone.
  const same = files.every(({ contents }, index) => contents === unit.files[index]!.contents);
  return { ...rest, files, ...(same && source !== undefined && { source }) };
}

/** Takes the files out of the shared file system's pending ones: they are settled. */
export function forget(unit: Unit, root: string, shared: SharedFiles): void {
  for (const { path } of unit.files) delete shared.get(join(root, unit.root, path)).state;
}

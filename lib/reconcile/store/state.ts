import { UserError } from '../../errors/index.ts';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import { joinPath, STORE_FOLDER } from '../paths.ts';
import { sha256 } from '../text.ts';
import { compareVersions } from '../versions.ts';
import { MAX_BASE_BYTES, unpackBase } from './base.ts';
import type { Manifest, ManifestEntry } from './types.ts';

export const MANIFEST_NAME = 'manifest.json';
export const BASE_NAME = 'base.bin';
/** Bounded before it is read, since it is untrusted. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** A file of the store as it was read. */
export interface StoreFile {
  readonly path: string;
  /** Of its bytes; null where there is none. */
  readonly sha256: string | null;
}

/** What `.onex/` says of a unit. */
export interface UnitState {
  readonly manifest: Manifest | null;
  readonly manifestFile: StoreFile;
  readonly baseFile: StoreFile;
  /** Base text by its sha256; null where the texts were lost or there is no such text. */
  text(sha256: string): string | null;
}

/** Paths of a unit's store, relative to the root of the run. */
export function storePaths(unitRoot: string): { manifest: string; base: string } {
  const folder = joinPath(unitRoot, STORE_FOLDER);
  return { manifest: `${folder}/${MANIFEST_NAME}`, base: `${folder}/${BASE_NAME}` };
}

function readBounded(disk: Disk, locator: Locator, path: string, maxBytes: number): Buffer | null {
  const location = locator.locate(path);
  if (location.fault !== null)
    throw new UserError(`${path}: ${location.fault}; nothing was read or written.`);
  if (!location.stats) return null;
  if (location.stats.size > maxBytes) {
    throw new UserError(`${path} has ${location.stats.size} bytes, more than the ${maxBytes} it may have.`);
  }
  return disk.read(location.absolute);
}

function refuseMissing(
  entries: readonly ManifestEntry[],
  texts: ReadonlyMap<string, string>,
  path: string,
): void {
  const wanted = entries.flatMap(({ path, sha256, binary, pending }) => [
    { path, hash: binary ? null : sha256 },
    { path, hash: pending?.sha256 ?? null },
  ]);
  const missing = wanted.find(({ hash }) => hash !== null && !texts.has(hash));
  if (!missing) return;
  throw new UserError(
    `${path} does not hold the text that manifest.json names for ${missing.path}; restore both from version control, ` +
      'or delete their folder and run again.',
    { docs: 'upgrading.md#the-onex-folder' },
  );
}

/**
 * Reads a unit's store. The base texts are unpacked only when one is asked for.
 * @throws UserError when the store is damaged, hostile, or written by a newer generator.
 */
export async function readState(
  disk: Disk,
  locator: Locator,
  unitRoot: string,
  generatorVersion: string,
): Promise<UnitState> {
  const paths = storePaths(unitRoot);
  const manifestBytes = readBounded(disk, locator, paths.manifest, MAX_MANIFEST_BYTES);
  const baseBytes = readBounded(disk, locator, paths.base, MAX_BASE_BYTES);
  const files = {
    manifestFile: { path: paths.manifest, sha256: manifestBytes && sha256(manifestBytes) },
    baseFile: { path: paths.base, sha256: baseBytes && sha256(baseBytes) },
  };
  if (!manifestBytes) return { ...files, manifest: null, text: () => null };
  const { readManifest } = await import('./manifest.ts');
  const manifest = readManifest(manifestBytes.toString('utf8'), paths.manifest);
  if (compareVersions(manifest.version, generatorVersion) > 0) {
    throw new UserError(
      `${paths.manifest} was written by generator-onex ${manifest.version}, and this is ${generatorVersion}; ` +
        'update it: npm install -g generator-onex@latest',
    );
  }
  let texts: ReadonlyMap<string, string> | null = null;
  function text(hash: string): string | null {
    if (!baseBytes) return null;
    texts ??= unpackBase(baseBytes, paths.base);
    refuseMissing(manifest.files, texts, paths.base);
    return texts.get(hash) ?? null;
  }
  return { ...files, manifest, text };
}

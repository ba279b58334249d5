import { join } from 'node:path';
import { conflictLine, conflictMessage } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import {
  realDisk,
  type Disk,
  type Locator,
  joinPath,
  STORE_FOLDER,
  contentsOf,
  sha256,
  type Contents,
} from '../disk/index.ts';
import { isLeftOut } from '../git.ts';
import { compareVersions } from '../versions.ts';
import type { ReadManifest } from './manifest.ts';
import { MAX_BASE_BYTES, readBase, type BaseTexts } from './base.ts';
import { FORMER_BASE_NAME, unpackFormerBase } from './former/index.ts';
import { MANIFEST_FORMAT, type Manifest, type ManifestEntry } from './types.ts';

export const MANIFEST_NAME = 'manifest.json';
export const BASE_NAME = 'base.txt';
/** Checked before the file is read, because the file is untrusted. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** A file of the store, as read. */
export interface StoreFile {
  readonly path: string;
  /** Hash of its bytes; null if there is no file. */
  readonly sha256: string | null;
}

/** The records of a unit in `.onex/`. */
export interface UnitState {
  readonly manifest: Manifest | null;
  readonly manifestFile: StoreFile;
  readonly baseFile: StoreFile;
  /** The base texts of release 0.1, which the next write converts; null if there are none. */
  readonly formerFile: StoreFile | null;
  /** Whether the store is of release 0.1. */
  readonly isFormer: boolean;
  /** Whether a merge in git left lines of both branches for one key or file. */
  readonly isMerged: boolean;
  /** Texts without the conflicts that git left only between lines of the generator, by path. */
  readonly resolved: ReadonlyMap<string, string>;
  /** Whether there are base texts. Without them, edits cannot be distinguished from generated text. */
  readonly hasTexts: boolean;
  /** Returns a base text by its sha256; null if the texts were lost or there is no such text. */
  text(sha256: string): string | null;
  /** Returns a base text as stored; null if it must be compressed first. */
  packed(sha256: string): string | null;
}

/** Returns the state of a unit without a store. */
export function emptyState(unitRoot: string): UnitState {
  const { manifest, base } = storePaths(unitRoot);
  return {
    manifest: null,
    manifestFile: { path: manifest, sha256: null },
    baseFile: { path: base, sha256: null },
    formerFile: null,
    isFormer: false,
    isMerged: false,
    resolved: new Map(),
    hasTexts: false,
    text: () => null,
    packed: () => null,
  };
}

/** Returns the paths of a unit's store, relative to the root of the run. */
export function storePaths(unitRoot: string): { manifest: string; base: string; former: string } {
  const folder = joinPath(unitRoot, STORE_FOLDER);
  return {
    manifest: `${folder}/${MANIFEST_NAME}`,
    base: `${folder}/${BASE_NAME}`,
    former: `${folder}/${FORMER_BASE_NAME}`,
  };
}

function readBounded(disk: Disk, locator: Locator, path: string, maxBytes: number): Buffer | null {
  const location = locator.locate(path);
  if (location.fault !== null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${path}: ${location.fault}; nothing was read or written.`);
  if (!location.stats) return null;
  if (location.stats.size > maxBytes) {
    throw new UserError(
      'ERR_ONEX_DAMAGED_RECORDS',
      `${path} has ${location.stats.size} bytes, more than the ${maxBytes} it may have.`,
    );
  }
  return disk.read(location.absolute);
}

/** Returns the base texts of a store, in this format and the former one, because a merge in git may leave both. */
function textsOf(
  bytes: { base: Buffer | null; former: Buffer | null },
  paths: { base: string; former: string },
): BaseTexts {
  const base = once(() => readBase(bytes.base?.toString('utf8') ?? '', paths.base));
  const former = once(() =>
    bytes.former === null ? new Map<string, string>() : unpackFormerBase(bytes.former, paths.former),
  );
  return {
    has: (hash) => base().has(hash) || former().has(hash),
    text: (hash) => base().text(hash) ?? former().get(hash) ?? null,
    packed: (hash) => base().packed(hash),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function refuseMissing(
  entries: readonly ManifestEntry[],
  has: (hash: string) => boolean,
  path: string,
): void {
  const wanted = entries.flatMap(({ path, sha256, binary, pending }) => [
    { path, hash: binary ? null : sha256 },
    { path, hash: pending?.sha256 ?? null },
  ]);
  const missing = wanted.find(({ hash }) => hash !== null && !has(hash));
  if (!missing) return;
  throw new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${path} does not hold the text that manifest.json names for ${missing.path}; restore both from version control, ` +
      'or delete their folder and run again.',
    { docs: 'upgrading.md#the-onex-folder' },
  );
}

/** Reduces several entries of a path from a merge in git to one, with texts that no branch recorded as a whole. */
async function settledFiles(
  { manifest, alternatives }: ReadManifest,
  textOf: (hash: string) => string | null,
  readOurs: (path: string) => Contents | null,
): Promise<{
  files: readonly ManifestEntry[];
  texts: ReadonlyMap<string, string>;
  resolved: ReadonlyMap<string, string>;
}> {
  const texts = new Map<string, string>();
  const resolved = new Map<string, string>();
  if (alternatives.size === 0) return { files: manifest.files, texts, resolved };
  const { settleEntries } = await import('./after-merge/index.ts');
  const files: ManifestEntry[] = [];
  for (const entry of manifest.files) {
    const entries = alternatives.get(entry.path);
    const settled = entries && (await settleEntries(entries, readOurs(entry.path), textOf));
    files.push(settled?.entry ?? entry);
    if (settled?.text != null) texts.set(sha256(settled.text), settled.text);
    if (settled?.resolved != null) resolved.set(entry.path, settled.resolved);
  }
  return { files, texts, resolved };
}

/**
 * Refuses a unit whose records a sparse checkout leaves out. Without them, the unit would be adopted again and its
 * missing files would be created again.
 */
function refuseLeftOut(disk: Disk, { root }: Locator, unitRoot: string): void {
  const { manifest } = storePaths(unitRoot);
  if (disk !== realDisk || !isLeftOut(root, manifest)) return;
  throw new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${manifest} is left out by git's sparse checkout; add it: git sparse-checkout add ${joinPath(unitRoot, STORE_FOLDER)}`,
    { docs: 'git.md#git' },
  );
}

function refuseConflict(bytes: Buffer | null, path: string, { root }: Locator): void {
  const line = bytes && conflictLine(bytes.toString('utf8'));
  if (line === null) return;
  throw new UserError('ERR_ONEX_CONFLICT_MARKERS', conflictMessage(path, line, join(root, path)), {
    exitCode: 2,
    docs: 'git.md#in-the-middle-of-a-merge',
  });
}

function refuseNewer({ version }: Manifest, path: string, generatorVersion: string): void {
  if (compareVersions(version, generatorVersion) <= 0) return;
  throw new UserError(
    'ERR_ONEX_NEWER_GENERATOR',
    `${path} was written by generator-onex ${version}, and this is ${generatorVersion}; ` +
      'update it: npm install -g generator-onex@latest',
  );
}

/**
 * Reads a unit's store. The base texts are unpacked on demand.
 * @throws UserError if the store is damaged, hostile, or written by a newer generator.
 */
export async function readState(
  disk: Disk,
  locator: Locator,
  unitRoot: string,
  generatorVersion: string,
): Promise<UnitState> {
  const paths = storePaths(unitRoot);
  const manifestBytes = readBounded(disk, locator, paths.manifest, MAX_MANIFEST_BYTES);
  const base = readBounded(disk, locator, paths.base, MAX_BASE_BYTES);
  const former = readBounded(disk, locator, paths.former, MAX_BASE_BYTES);
  const files = {
    manifestFile: { path: paths.manifest, sha256: manifestBytes && sha256(manifestBytes) },
    baseFile: { path: paths.base, sha256: base && sha256(base) },
    formerFile: former && { path: paths.former, sha256: sha256(former) },
  };
  refuseConflict(manifestBytes, paths.manifest, locator);
  refuseConflict(base, paths.base, locator);
  if (!manifestBytes) {
    refuseLeftOut(disk, locator, unitRoot);
    return { ...emptyState(unitRoot), ...files };
  }
  const { readManifest } = await import('./manifest.ts');
  const read = readManifest(manifestBytes.toString('utf8'), paths.manifest, base?.toString('utf8'));
  refuseNewer(read.manifest, paths.manifest, generatorVersion);
  const hasTexts = base !== null || former !== null;
  const texts = textsOf({ base, former }, paths);
  const readOurs = (path: string): Contents | null => {
    const location = locator.locate(joinPath(unitRoot, path));
    return location.fault === null && location.stats ? contentsOf(disk.read(location.absolute)) : null;
  };
  const settled = await settledFiles(read, texts.text, readOurs);
  const manifest = { ...read.manifest, files: settled.files };
  const checked = once(() => {
    const has = (hash: string): boolean => settled.texts.has(hash) || texts.has(hash);
    refuseMissing(manifest.files, has, base === null && former ? paths.former : paths.base);
  });
  return {
    ...files,
    manifest,
    isFormer: read.format < MANIFEST_FORMAT,
    isMerged: read.isMerged,
    resolved: settled.resolved,
    hasTexts,
    text(hash) {
      if (!hasTexts) return null;
      checked();
      return settled.texts.get(hash) ?? texts.text(hash);
    },
    packed: (hash) => (hasTexts ? texts.packed(hash) : null),
  };
}

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors/index.ts';
import { compareVersionFolders, isVersionFolder, versionFolderOf } from '../../naming/index.ts';
import { folderName, NO_EDITS, type NodeEdits } from '../index.ts';
import { holdsConflict, type Manifest, type RecordedState } from '../../reconcile/index.ts';
import type { Origin } from 'onex-runtime/contract';

/** The origin of the contract of an existing node. */
export function recordedOrigin(recorded: Manifest | null): Origin {
  return recorded?.answers['contractOrigin'] === 'foreign' ? 'foreign' : 'project';
}

/** One version of a node, with its contract. */
export interface NodeVersion {
  /** `v1_0_0`. */
  readonly folder: string;
  /** The user's contract; the generated one if the user's cannot be read. */
  readonly contract: string;
  /**
   * Why the user's contract cannot be read. Because the user's intention is then unknown, nothing is rendered from it.
   */
  readonly unread: 'in conflict' | 'gone' | null;
  /** Whether the version's folder was deleted, and its contract with it. */
  readonly isFolderGone: boolean;
  /** Whether a command edited the contract. */
  readonly isEdited: boolean;
  /**
   * Returns the text that the generator last wrote, as the base for the user's contract; null if there is none. Call it
   * only when needed, because it unpacks the texts of the store.
   */
  base(): string | null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Whether a folder does not exist or contains no file. */
function isEmpty(folder: string): boolean {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.every((entry) => entry.isDirectory() && isEmpty(join(folder, entry.name)));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return true;
    throw error;
  }
}

/** Returns `1.0.0` for `v1_0_0`. */
export const numbersOf = (folder: string): string => folder.slice(1).replaceAll('_', '.');

/** `nodes/sales/node_billing_payment_effect/v1_0_0`, optionally with a file in it. */
const IN_VERSION = /^nodes\/(?<node>.+?)\/(?<folder>v\d+_\d+_\d+)(?:\/|$)/;

/** Says what to do about a version whose folder or contract was deleted. @param path From the project's root. */
export function deletionAdvice(path: string): string {
  const { node = '', folder = '' } = IN_VERSION.exec(path)?.groups ?? {};
  const remove = `onex remove ${folderName(node)}@${numbersOf(folder)}`;
  return `deleted by hand; to remove the version: ${remove}; to restore it: onex upgrade --restore ${path}`;
}

function foldersOnDisk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
}

/** @throws UserError for a version whose contract cannot be read. */
export function refuseUnread(
  versions: readonly Pick<NodeVersion, 'folder' | 'unread'>[],
  node: string,
): void {
  const version = versions.find(({ unread }) => unread !== null);
  if (version === undefined) return;
  const path = `nodes/${node}/${version.folder}/contract.yaml`;
  throw new UserError(
    version.unread === 'gone' ? 'ERR_ONEX_MISSING_FILE' : 'ERR_ONEX_CONFLICT_MARKERS',
    version.unread === 'gone'
      ? `${path}, from which the version is rendered, is missing; restore it: onex upgrade --restore ${path}, ` +
          `or remove the version: onex remove ${folderName(node)}@${numbersOf(version.folder)}`
      : `${path} contains conflict markers; resolve them, then run again`,
    { exitCode: version.unread === 'gone' ? 1 : 2 },
  );
}

/** Returns the folders of the versions of a node that were generated, oldest first. */
export function recordedFolders({ files }: Manifest): readonly string[] {
  const folders = new Set(files.flatMap(({ path }) => versionFolderOf(path) ?? []));
  return [...folders].toSorted(compareVersionFolders);
}

/**
 * Returns the version that a run about a folder starts from: itself, or the newest before it. The versions are sorted,
 * oldest first.
 */
export function formerVersion(versions: readonly NodeVersion[], folder: string): NodeVersion | null {
  return versions.findLast((version) => compareVersionFolders(version.folder, folder) <= 0) ?? null;
}

/**
 * Returns the versions of a node, oldest first: those in its store, or those on disk if it has no store.
 * @param folder Absolute folder of the node.
 * @param edits Changes that a command makes in the node before it is rendered.
 */
export function versionsOf(
  folder: string,
  recorded: RecordedState,
  edits: NodeEdits = NO_EDITS,
): NodeVersion[] {
  const { manifest } = recorded;
  const folders =
    manifest === null
      ? foldersOnDisk(folder).filter(isVersionFolder).toSorted(compareVersionFolders)
      : recordedFolders(manifest);
  const left = folders.filter((version) => !edits.versions.has(version));
  return left.flatMap((version) => {
    const edited = edits.contracts.get(version);
    const base = () => {
      const text = recorded.textOf(`${version}/contract.yaml`);
      return text === null || edited === undefined ? text : edited.base(text);
    };
    const ours = edited?.text ?? readText(join(folder, version, 'contract.yaml'));
    const unread = ours === null ? 'gone' : holdsConflict(ours, 'contract.yaml') ? 'in conflict' : null;
    const contract = unread === null ? ours : base();
    const isFolderGone = unread === 'gone' && isEmpty(join(folder, version));
    const isEdited = edited !== undefined;
    return contract === null ? [] : [{ folder: version, contract, unread, isFolderGone, base, isEdited }];
  });
}

import { join } from 'node:path';
import { UserError } from '../../../errors/index.ts';
import { isErrno, type Disk } from '../../disk/index.ts';

/**
 * The name of a run's journal states its phase, so one rename, which needs no disk space, changes the phase. `staging`:
 * no file of the project has changed. `apply`: everything is staged; continue. `undo`: restore the old files.
 */
export type Phase = 'staging' | 'apply' | 'undo';
export const PHASES: readonly Phase[] = ['staging', 'apply', 'undo'];

/** One path of a run. Hashes are sha256 of the bytes; null if there is no file. */
export interface Step {
  readonly type: 'write' | 'remove' | 'mode';
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly mode: number | null;
  readonly oldMode: number | null;
}

export interface Journal {
  readonly format: 1;
  /** Part of the names of the run's staged files. */
  readonly id: string;
  readonly steps: readonly Step[];
  /** Folders that the run creates, parents first: POSIX, relative to the root. */
  readonly folders: readonly string[];
}

export function journalPath(folder: string, phase: Phase): string {
  return join(folder, `journal-${phase}.json`);
}

/** Returns the names of a step's new and old contents, both next to the file itself. */
export function stageNames(journal: Pick<Journal, 'id'>, index: number): { fresh: string; old: string } {
  return { fresh: `.onex-${journal.id}-${index}.new`, old: `.onex-${journal.id}-${index}.old` };
}

export async function writeJournal(disk: Disk, folder: string, journal: Journal): Promise<void> {
  await disk.create(journalPath(folder, 'staging'), Buffer.from(JSON.stringify(journal)), 0o644);
  await disk.syncFolder(folder);
}

export async function enterPhase(disk: Disk, folder: string, from: Phase, to: Phase): Promise<void> {
  disk.rename(journalPath(folder, from), journalPath(folder, to));
  await disk.syncFolder(folder);
}

/** Returns the phase of the journal in a project's `.onex`, or null. */
export function findJournal(disk: Disk, folder: string): Phase | null {
  return PHASES.find((phase) => disk.lstat(journalPath(folder, phase)) !== null) ?? null;
}

/**
 * Reads a journal. It is untrusted, like all files of a project.
 * @returns null for a staging journal that is incomplete, because nothing was staged yet.
 * @throws UserError for a file that is not a valid journal.
 */
export async function readJournal(disk: Disk, folder: string, phase: Phase): Promise<Journal | null> {
  const path = journalPath(folder, phase);
  if (!disk.lstat(path)?.isFile())
    throw new UserError('ERR_ONEX_DAMAGED_RECORDS', `${path} is not a file; delete it and run again.`);
  const { parseJournal } = await import('./schema.ts');
  const journal = parseJournal(disk.read(path).toString('utf8'));
  if (journal || phase === 'staging') return journal;
  throw new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${path} is damaged: check the project against version control, delete it, and run again.`,
  );
}

/** Ends a run whose changes are already on the disk. If the journal reappeared later, it would repeat them. */
export async function removeJournal(disk: Disk, folder: string, phase: Phase): Promise<void> {
  try {
    disk.unlink(journalPath(folder, phase));
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
  await disk.syncFolder(folder);
}

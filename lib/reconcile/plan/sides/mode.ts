import type { FileMode } from '../../../render/index.ts';
import type { ModeText } from '../../store/index.ts';

const EXECUTE = 0o111;
const PERMISSIONS = 0o777;

export function modeText(mode: FileMode): ModeText {
  return mode === 0o755 ? '755' : '644';
}

function setExecute(mode: number, executable: boolean): number {
  if (!executable) return mode & ~EXECUTE;
  // Whoever may read may execute, as a umask would have it.
  return mode | ((mode & 0o444) >> 2);
}

/**
 * Permission bits a file should have. Only the execute bit is the template's: an execute bit that was lost is put
 * back, one that the owner set is kept, and a change of the template is followed.
 * @param ours Mode of the file on disk, with its other permissions, which are kept.
 */
export function mergeMode(base: ModeText | null, ours: number, theirs: ModeText): number {
  const permissions = ours & PERMISSIONS;
  // Windows has no such bit: what it reports means nothing.
  if (process.platform === 'win32') return permissions;
  const executable = (permissions & 0o100) !== 0;
  const templateChanged = base !== null && base !== theirs;
  const wanted = templateChanged ? theirs === '755' : theirs === '755' || executable;
  return executable === wanted ? permissions : setExecute(permissions, wanted);
}

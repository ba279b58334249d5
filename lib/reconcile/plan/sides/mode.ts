import type { FileMode } from '../../../render/index.ts';
import type { ModeText } from '../../store/index.ts';

const EXECUTE = 0o111;
const PERMISSIONS = 0o777;

export function modeText(mode: FileMode): ModeText {
  return mode === 0o755 ? '755' : '644';
}

function setExecute(mode: number, executable: boolean): number {
  if (!executable) return mode & ~EXECUTE;
  // Anyone who may read may execute, as with a umask.
  return mode | ((mode & 0o444) >> 2);
}

/**
 * Returns the permission bits for a file. The template controls only the execute bit: a lost execute bit is restored,
 * one that the user set is retained, and a change in the template is applied.
 * @param ours Mode of the file on disk; its other permissions are retained.
 */
export function mergeMode(base: ModeText | null, ours: number, theirs: ModeText): number {
  const permissions = ours & PERMISSIONS;
  // Windows has no execute bit, so its reported value is meaningless.
  if (process.platform === 'win32') return permissions;
  const executable = (permissions & 0o100) !== 0;
  const templateChanged = base !== null && base !== theirs;
  const wanted = templateChanged ? theirs === '755' : theirs === '755' || executable;
  return executable === wanted ? permissions : setExecute(permissions, wanted);
}

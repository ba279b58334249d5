import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isErrno } from '../../disk/index.ts';

/** The process that holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601 time at which the lock was taken. */
  readonly since: string;
  /** Distinguishes a process from a later one with the same process ID; null when the system does not support that. */
  readonly birth: string | null;
}

/** Returns the boot and start time of a process, from Linux's /proc (proc_pid_stat(5), field 22). */
function birthOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

export function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), since: new Date().toISOString(), birth: birthOf(process.pid) };
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

/** Whether a holder has certainly ended. Nothing is known about processes of another host. */
export function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  if (!runs(holder.pid)) return true;
  const birth = birthOf(holder.pid);
  return birth !== null && holder.birth !== null && birth !== holder.birth;
}

/** Reads a holder from a lock's text; returns null if the text is invalid. */
export function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, since, birth } = JSON.parse(text) as Record<string, unknown>;
    const sound =
      typeof pid === 'number' &&
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      typeof host === 'string' &&
      typeof since === 'string' &&
      (birth === null || typeof birth === 'string');
    return sound ? { pid, host, since, birth } : null;
  } catch {
    return null;
  }
}

import { execFileSync } from 'node:child_process';

/** A disk of its own, in memory, that is soon full. */
export interface SmallDisk {
  resize(kib: number): void;
  unmount(): void;
}

/** Mounts one on an empty folder; null where that is not permitted, as it is to root alone. */
export function mountSmallDisk(folder: string, kib: number): SmallDisk | null {
  const run = (command: string, ...args: string[]): void => {
    execFileSync(command, [...args, folder], { stdio: 'pipe' });
  };
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'onex-small-disk');
  } catch {
    return null;
  }
  return {
    resize: (size) => run('mount', '-o', `remount,size=${size}k`),
    unmount: () => run('umount', '-l'),
  };
}

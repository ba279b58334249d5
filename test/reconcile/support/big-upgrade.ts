import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Disk } from '../../../lib/reconcile/disk/disk.ts';
import { commit, reconcile, type Report } from '../../../lib/reconcile/index.ts';
import { losingDisk, type LosingDisk } from '../../faults/index.ts';
import { edit, firstVersion, nextVersion, RENAMES } from './big-change.ts';
import { NODE_ROOT, unitOf, type Files } from './project.ts';

/** The long run strikes at every call, the short one at some. */
export const STEP = process.env['ONEX_LONG_TESTS'] ? 1 : 6;

/** A pid that no process has. */
export const deadPid = spawnSync(process.execPath, ['--version']).pid;

export const MEMORY_ROOT = '/project';

async function generate(root: string, disk: Disk, files: Files, generatorVersion: string): Promise<Report> {
  const options = { generatorVersion, onConflict: 'fail', renames: () => RENAMES, disk } as const;
  return commit(await reconcile({ root, units: [unitOf(files)], options }));
}

/** Brings a project from the templates' first version to the next. */
export function upgrade(root: string, disk: Disk): Promise<Report> {
  return generate(root, disk, nextVersion(), '0.2.0');
}

/** A generated and edited project on a disk in memory, on which all of it lasts. */
export async function projectInMemory(): Promise<LosingDisk> {
  const disk = losingDisk();
  await generate(MEMORY_ROOT, disk, firstVersion(), '0.1.0');
  const path = (file: string): string => join(MEMORY_ROOT, NODE_ROOT, file);
  edit({
    write: (file, text) => disk.write(path(file), String(text)),
    remove: (file) => disk.unlink(path(file)),
  });
  return disk.afterPowerLoss(() => true);
}

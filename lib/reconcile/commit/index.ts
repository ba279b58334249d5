/**
 * Carries out a plan: all changes or none.
 *
 * Invariants, in the order of a run
 * 1. The lock of the project is held from before the first read of the journal until the end.
 * 2. An interrupted run is completed or undone first.
 * 3. A file that changed since the plan was made stops the run before anything is staged.
 * 4. Staging writes the new contents beside the old ones, and flushes them. No file of the project has changed
 *    yet.
 * 5. The rename of the journal from `staging` to `apply` decides what the next run does after a process was killed:
 *    before it, the run is undone, and after it, the run is completed, unless a file was edited since or a staged
 *    file is missing. A failure that the run itself sees always undoes it.
 * 6. A signal is heard between files while staging. After the decision, the run completes first.
 * 7. The old contents stay until the new ones are flushed.
 */
import { noteWritten } from '../../errors/index.ts';
import { realDisk } from '../disk/index.ts';
import { isBlocked, refusalOf, reportOf } from '../report.ts';
import type { Plan, Report } from '../types.ts';
import { run } from './run.ts';

/**
 * Carries a plan out, all of it or nothing, and reports what was done. With `dryRun`, with a refused file, and with a
 * conflict under `fail`, nothing is written.
 * @param staged Called for each path once all is ready for its change: for showing how far a long run is.
 * @throws UserError when the run fails; then everything is as before.
 */
export async function commit(plan: Plan, staged?: (path: string) => void): Promise<Report> {
  const { options, changes, root } = plan;
  const idle = options.dryRun || isBlocked(plan) || refusalOf(plan) !== null || changes.length === 0;
  const refuseStale = (): void => options.basis?.refuseChanged(plan.unitRoots);
  if (idle) return reportOf(plan);
  const disk = options.disk ?? realDisk;
  const { notes, interrupted } = await run(root, changes, disk, { staged, refuseStale });
  noteWritten(root);
  const last = interrupted ? ['Interrupted after all files had been written; nothing else was started.'] : [];
  return { ...reportOf({ ...plan, warnings: [...plan.warnings, ...notes, ...last] }), interrupted };
}

/**
 * Carries out a plan: all changes or none.
 *
 * Invariants, in the order of a run
 * 1. The lock of the project is held from before the first read of the journal until the end.
 * 2. An interrupted run is completed or undone first.
 * 3. A file that changed since the plan was made stops the run before anything is staged.
 * 4. Staging writes the new contents next to the old ones and flushes them. No file of the project has changed yet.
 * 5. The rename of the journal from `staging` to `apply` decides what the next run does after a crash. Before the
 *    rename, the run is undone. After it, the run is completed, unless a file was edited since or a staged file is
 *    missing. A failure within the run itself always undoes it.
 * 6. During staging, a signal stops the run between files. After the decision, the run completes first.
 * 7. The old contents stay until the new ones are flushed.
 */
import { noteWritten } from '../../errors/index.ts';
import { realDisk } from '../disk/index.ts';
import { isBlocked, refusalOf, reportOf } from '../report.ts';
import type { Plan, Report } from '../types.ts';
import { run } from './run.ts';

/**
 * Applies a plan completely or not at all, and reports the result. With `dryRun`, a refused file, or a conflict under
 * `fail`, nothing is written.
 * @param staged Called for each path that is ready for its change, to show the progress of a long run.
 * @throws UserError if the run fails. Everything is then as before.
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

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

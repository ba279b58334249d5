import { commit, type Plan, type Report } from '../../../lib/reconcile/index.ts';
import { showProgress } from '../../../lib/report/index.ts';

/** Commits a plan and shows the progress on a terminal. */
export async function commitWithProgress(plan: Plan, quiet: boolean): Promise<Report> {
  const progress = showProgress(plan.changes.length, { quiet });
  try {
    return await commit(plan, (path) => progress.advance(`writing ${path}`));
  } finally {
    progress.clear();
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import type { ConflictPolicy, Plan } from '../../lib/reconcile/index.ts';
import { readRecords, recordsChange } from '../event-bus/record-store.ts';
import type { Session } from '../node/session.ts';

/** A plan with the files added that have the event bus by `onex event-bus`, in the newest pieces. */
export async function withInjected(plan: Plan, paths: readonly string[], session: Session): Promise<Plan> {
  if (paths.length === 0) return plan;
  // Loads recast and the parser.
  const { injectAgain } = await import('../event-bus/again.ts');
  const { place, given, warnings } = session;
  const policy = given['on-conflict'] as ConflictPolicy | undefined;
  const before = readRecords(place.root);
  const domain = place.settings?.['domain'];
  const injected = injectAgain({
    root: place.root,
    records: before.records,
    paths,
    domain: typeof domain === 'string' ? domain : undefined,
    ...((policy === 'ours' || policy === 'theirs') && { onConflict: policy }),
  });
  const isGone = (path: string): boolean => !existsSync(join(place.root, path));
  for (const { path, outcome, missing } of injected) {
    if (isGone(path)) warnings.push(`${path} had the event bus and is gone; its record is removed.`);
    else if (missing.length > 0)
      warnings.push(
        `${path}: class ${missing.join(', ')} had the event bus and is gone; look at the file again: onex event-bus ${path}`,
      );
    if (outcome !== null && outcome.plan.action === 'refused')
      warnings.push(`${outcome.fault ?? path}; the event bus in it stays as it is`);
  }
  const outcomes = injected.flatMap(({ outcome }) =>
    outcome === null || outcome.plan.action === 'refused' ? [] : [outcome],
  );
  const changes = outcomes.flatMap(({ change }) => change ?? []);
  const gone = paths.filter(isGone);
  const ofRecords = recordsChange(before, outcomes, () => ({ generator: GENERATOR_VERSION }), gone);
  return {
    ...plan,
    files: [...plan.files, ...outcomes.map((outcome) => outcome.plan)],
    changes: [...plan.changes, ...changes, ...(ofRecords === null ? [] : [ofRecords])],
  };
}

import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import type { ConflictPolicy, Plan } from '../../lib/reconcile/index.ts';
import { recordNotes, type ComparedRecords } from '../event-bus/recorded/index.ts';
import { textOnDisk } from '../event-bus/moves/index.ts';
import { changesOfRecords } from '../event-bus/records/index.ts';
import type { Session } from '../node/session/index.ts';

/**
 * Adds the files with the event bus from `onex event-bus` to a plan, with their pieces updated to this version.
 * @param paths Files that the run processes. Those without a usable record are only reported.
 */
export async function withInjected(
  plan: Plan,
  paths: readonly string[],
  compared: ComparedRecords,
  session: Session,
): Promise<Plan> {
  const { place, given, warnings } = session;
  const { stored, differences, records } = compared;
  warnings.push(...recordNotes(compared, []));
  for (const [path, { kind, message }] of stored.blocked) {
    if (!paths.includes(path)) continue;
    warnings.push(`${path}: ${message}; the event bus in it is not updated`);
    if (kind === 'conflict') process.exitCode ??= 2;
  }
  const policy = given['on-conflict'] as ConflictPolicy | undefined;
  const domain = place.settings?.['domain'];
  const outcomes = [];
  const present = paths.filter((path) => records.has(path));
  // Loads recast and the parser.
  const again = present.length === 0 ? null : await import('../event-bus/recorded/reinject.ts');
  const injected = again?.reinject({
    root: place.root,
    records,
    paths: present,
    domain: typeof domain === 'string' ? domain : undefined,
    ...((policy === 'ours' || policy === 'theirs') && { onConflict: policy }),
  });
  for (const { path, outcome, missing } of injected ?? []) {
    if (missing.length > 0)
      warnings.push(
        `${path}: class ${missing.join(', ')} had the event bus and was deleted; inject it again: onex event-bus ${path}`,
      );
    if (outcome === null) continue;
    if (outcome.plan.action === 'refused')
      warnings.push(`${outcome.fault ?? path}; the event bus in it stays as it is`);
    else outcomes.push(outcome);
  }
  if (again !== null) {
    const { collisions } = await import('../event-bus/identities/index.ts');
    const now = new Map(outcomes.map(({ plan: { path }, text }) => [path, text]));
    const onDisk = textOnDisk(place.root);
    const files = [...records.keys(), ...differences.unrecorded];
    warnings.push(...(await collisions(place.root, files, (file) => now.get(file) ?? onDisk(file))));
  }
  const changes = outcomes.flatMap(({ change }) => change ?? []);
  const ofRecords = changesOfRecords(stored, {
    outcomes,
    injected: { generator: GENERATOR_VERSION },
    moved: differences.moved,
    gone: [...differences.gone, ...differences.undone],
  });
  return {
    ...plan,
    files: [...plan.files, ...outcomes.map((outcome) => outcome.plan)],
    changes: [...plan.changes, ...changes, ...ofRecords],
  };
}

import type { FileState, FileStatus, UnitStatus } from '../lib/reconcile/index.ts';
import type { InjectedFile } from '../generators/event-bus/again.ts';
import { readRecords } from '../generators/event-bus/record-store.ts';
import type { Place } from '../lib/project/index.ts';

/** What became of files that have the event bus by `onex event-bus`; null where there are none. What injects is loaded here. */
export async function injectedStatus(
  { root, settings }: Place,
  paths: readonly string[],
): Promise<UnitStatus | null> {
  if (paths.length === 0) return null;
  const { hasEdits, injectAgain } = await import('../generators/event-bus/again.ts');
  const { records } = readRecords(root);
  const domain = settings?.['domain'];
  const files = injectAgain({
    root,
    records,
    paths,
    domain: typeof domain === 'string' ? domain : undefined,
  });
  const statuses = files.map((file): FileStatus => {
    return { path: file.path, states: statesOf(file, hasEdits(file)), lines: [], base: null, ours: null };
  });
  const versions = files.flatMap(({ record }) => record.generator ?? []);
  return {
    root: 'event-bus',
    version: versions.toSorted().at(-1) ?? '0.1.0',
    files: statuses.filter(({ states }) => states.length > 0),
  };
}

function statesOf({ outcome, missing }: InjectedFile, isEdited: boolean): readonly FileState[] {
  if (outcome === null) return ['deleted'];
  const { action } = outcome.plan;
  return [
    ...(missing.length > 0 ? (['deleted'] as const) : []),
    ...(isEdited ? (['edited'] as const) : []),
    ...(action === 'conflict' || action === 'refused' ? (['conflicted'] as const) : []),
    ...(action === 'update' ? (['stale'] as const) : []),
  ];
}

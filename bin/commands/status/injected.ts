import type { FileState, FileStatus, UnitStatus } from '../../../lib/reconcile/index.ts';
import type { InjectedFile, ComparedRecords } from '../../../generators/event-bus/recorded/index.ts';
import { recordPathOf } from '../../../generators/event-bus/records/index.ts';
import type { Place } from '../../../lib/project/index.ts';

type Finding = Pick<FileStatus, 'path' | 'states' | 'reason'>;

/**
 * Returns the state of files that have the event bus from `onex event-bus`; null if there are none. The injection is
 * loaded here.
 */
export async function injectedStatus(
  { root, settings }: Place,
  paths: readonly string[],
  { stored, differences, records }: ComparedRecords,
): Promise<UnitStatus | null> {
  if (paths.length === 0) return null;
  const { hasEdits, reinject } = await import('../../../generators/event-bus/recorded/reinject.ts');
  const domain = settings?.['domain'];
  const files = reinject({
    root,
    records,
    paths: paths.filter((path) => records.has(path)),
    domain: typeof domain === 'string' ? domain : undefined,
  });
  const { moved, gone, undone, unrecorded } = differences;
  const found: Finding[] = files.map((file) => {
    const from = moved.get(file.path);
    const states = statesOf(file, hasEdits(file));
    return from === undefined
      ? { path: file.path, states }
      : { path: file.path, states: ['moved', ...states], reason: `moved from ${from}` };
  });
  const without = (list: readonly string[], state: FileState, reason?: (path: string) => string): Finding[] =>
    list
      .filter((path) => paths.includes(path) && !moved.has(path))
      .map((path) => ({ path, states: [state], ...(reason && { reason: reason(path) }) }));
  found.push(
    ...without([...stored.blocked.keys()], 'conflicted', (path) => stored.blocked.get(path)!.message),
    ...without(gone, 'deleted'),
    ...without(undone, 'undone', () => 'the injection was undone; onex upgrade removes its record'),
    ...without(unrecorded, 'unrecorded', (path) => `there is no ${recordPathOf(path)}`),
  );
  const versions = files.flatMap(({ record }) => record.generator ?? []);
  return {
    root: 'event-bus',
    version: versions.toSorted().at(-1) ?? '0.1.0',
    files: found
      .filter(({ states }) => states.length > 0)
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map((file) => ({ ...file, lines: [], base: null, ours: null })),
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

import { findDifferences, type Differences } from '../moves/index.ts';
import {
  FORMER_PATH,
  movedRecords,
  readRecords,
  recordPathOf,
  RECORDS_FOLDER,
  type Records,
  type RecordStore,
} from '../records/index.ts';

/** The records of a project, compared with its files. */
export interface ComparedRecords {
  /** As stored on disk. */
  readonly stored: RecordStore;
  readonly differences: Differences;
  /** Records by the present paths of the files; those of files without the event bus are left out. */
  readonly records: Records;
}

/**
 * Reads the records and finds their differences from the files.
 * @param root Absolute.
 * @param named Files of the run.
 * @param whole Whether to search for files without a record in any case.
 */
export function compareRecords(
  root: string,
  { named = [], whole }: { readonly named?: readonly string[]; readonly whole: boolean },
): ComparedRecords {
  const stored = readRecords(root);
  const differences = findDifferences(root, stored, { named, whole });
  const { moved, gone, undone } = differences;
  return { stored, differences, records: movedRecords(stored.records, moved, [...gone, ...undone]) };
}

/** Returns all possible files of a run: with a record, without their former event bus, and without a record. */
export function concernedFiles({ stored, differences, records }: ComparedRecords): readonly string[] {
  const { gone, undone, unrecorded } = differences;
  return [
    ...new Set([...records.keys(), ...stored.blocked.keys(), ...gone, ...undone, ...unrecorded]),
  ].toSorted();
}

/**
 * Returns what a writing run must report about the records.
 * @param settled Files that the run processes, which are reported with their results.
 */
export function recordNotes(
  { stored: { former }, differences: { moved, gone, undone, unrecorded } }: ComparedRecords,
  settled: readonly string[],
): readonly string[] {
  const others = (files: readonly string[]) => files.filter((file) => !settled.includes(file));
  return [
    ...(former === null || !former.whole
      ? []
      : [
          `${FORMER_PATH} is converted to one record for each file in ${RECORDS_FOLDER}/; commit both changes.`,
        ]),
    ...[...moved].map(([to, from]) => `${from} was moved to ${to}; its record is moved as well.`),
    ...gone.map((file) => `${file} had the event bus and was deleted; its record is removed.`),
    ...undone.map((file) => `${file} had the event bus, which was undone; its record is removed.`),
    ...others(undone).map((file) => `To inject the event bus into ${file} again: onex event-bus ${file}`),
    ...others(unrecorded).map(
      (file) =>
        `${file} has the event bus and no record ${recordPathOf(file)}, so it is not updated. To write one: onex event-bus ${file}`,
    ),
  ];
}

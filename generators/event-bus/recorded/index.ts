/**
 * Processes files that have the event bus from an earlier run: updates the pieces, follows moved files, and reports
 * lost fields. It reads the records, and never guesses an injection from code alone.
 */
export type { InjectedFile } from './reinject.ts';
export { concernedFiles, compareRecords, recordNotes, type ComparedRecords } from './compare-records.ts';

/**
 * Works on files that have the event bus by an earlier run: injects the newest pieces, follows files that moved,
 * and reports fields that were lost. It reads the records, and never guesses an injection from code alone.
 */
export type { InjectedFile } from './reinject.ts';
export { concernedFiles, compareRecords, recordNotes, type ComparedRecords } from './compare-records.ts';

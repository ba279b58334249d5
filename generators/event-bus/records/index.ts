/**
 * Records of the code that `onex event-bus` injected into each file. With them, a later run distinguishes it from the
 * user's code.
 *
 * Guarantees
 * 1. Each source file has one record of its own below `.onex/event-bus/`. Branches that inject different files merge
 *    without a conflict.
 * 2. A record that is damaged, in conflict, or of a newer version blocks only its own source file.
 * 3. The single file of release 0.1, `.onex/event-bus.json`, is read, and the next writing run converts it.
 * 4. The same record always has the same bytes, with LF line ends.
 */
export { changesOfRecords, movedRecords } from './changes.ts';
export { formatRecord, optionsToRecord, type FileRecord, type Records } from './format.ts';
export { FORMER_PATH, hasRecords, recordPathOf, RECORDS_FOLDER } from './paths.ts';
export { readRecords, requireNoNewer, type RecordStore } from './read.ts';

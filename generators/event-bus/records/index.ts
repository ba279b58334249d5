/**
 * Records of what `onex event-bus` put into which file, so that a later run can tell it from the owner's own code.
 *
 * Guarantees
 * 1. Each source file has one record of its own below `.onex/event-bus/`. Branches that inject different files merge
 *    without a conflict.
 * 2. A record that is damaged, in conflict, or of a newer version blocks its own source file alone.
 * 3. The single file of release 0.1, `.onex/event-bus.json`, is read, and converted by the next run that writes.
 * 4. The same record always has the same bytes, with LF line ends.
 */
export { changesOfRecords, movedRecords } from './changes.ts';
export { formatRecord, optionsToRecord, type FileRecord, type Records } from './format.ts';
export { FORMER_PATH, hasRecords, recordPathOf, RECORDS_FOLDER } from './paths.ts';
export { readRecords, requireNoNewer, type RecordStore } from './read.ts';

/**
 * Injects the event bus into files, or removes it, in memory: one result for each file, in the order of the paths.
 * A file that cannot be changed is reported and does not stop the others. This folder does not write.
 */
export { settleAll, type FileSettings } from './settle-all.ts';
export type { FileOutcome } from './settle-files.ts';

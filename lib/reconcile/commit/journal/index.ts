/**
 * The journal of a commit: which files a run changes, and its phase. The file name states the phase, so one rename
 * changes the phase atomically.
 *
 * Phases
 * 1. `staging`: no file of the project has changed, and recovery discards the staged files.
 * 2. `apply`: everything is staged and flushed, and recovery completes the run, unless a file was edited since or a
 *    staged file is missing; in that case, it enters `undo`.
 * 3. `undo`: recovery restores the old files.
 *
 * A journal is untrusted text: it is parsed by a schema, and a path outside the project makes it invalid.
 */
export {
  enterPhase,
  findJournal,
  readJournal,
  removeJournal,
  stageNames,
  writeJournal,
  type Journal,
  type Phase,
  type Step,
} from './journal.ts';
export { isJournalPath } from './paths.ts';

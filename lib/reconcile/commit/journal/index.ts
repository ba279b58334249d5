/**
 * The journal of a commit: which files a run changes, and how far it is. Its name says the phase, so one rename
 * decides.
 *
 * Phases
 * 1. `staging`: no file of the project was touched, and recovery discards what was staged.
 * 2. `apply`: everything is staged and flushed, and recovery completes the run, unless a file was edited since or a
 *    staged file is missing: then it enters `undo`.
 * 3. `undo`: recovery restores the old files.
 *
 * A journal is untrusted text: it is parsed by a schema, and a path outside of the project makes it invalid.
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

/**
 * Opens the session of a run: the options and recorded answers, the place of the project, and whether the user can be
 * prompted. All generators that take part in a run share one session. This folder reads the project and writes nothing.
 * It must not depend on which generator runs.
 */
export {
  projectOptionWarnings,
  asksAboutConflicts,
  findRecorded,
  openSession,
  type Session,
  isTerminal,
} from './session.ts';
export { noProject, requireProject } from './require-project.ts';

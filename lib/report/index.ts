/**
 * The output of a run, for people and for machines. Both reports come from the same data. Untrusted texts are printed
 * without control characters. It must not depend on how the data was created.
 */
export { showClash, showDiff, showEdits } from './diff.ts';
export { printFailure } from './failure.ts';
export { showFiles } from './files.ts';
export { showFindings } from './findings.ts';
export {
  findsNodePackage,
  isRuntimeInstalled,
  nextSteps,
  programFor,
  nodeOfShell,
} from './next-steps/index.ts';
export { showProgress, showWaiting, type Progress } from './progress.ts';
export { printReport, type ReportContext } from './report.ts';
export { changeFolder } from './shell.ts';
export { countErrors, showTypes, type TypeReport } from './types.ts';

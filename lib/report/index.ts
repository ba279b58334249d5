/**
 * What a run prints, for people and for machines. Both reports are made from the same data. Texts from outside are
 * printed without control characters. It must not know how the data was made.
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

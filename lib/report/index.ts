export { showClash, showDiff, showEdits } from './diff.ts';
export { printFailure, jsonLine } from './json/index.ts';
export { showFiles } from './files.ts';
export { showFindings } from './findings.ts';
export {
  findsNodePackage,
  isRuntimeInstalled,
  nextSteps,
  programFor,
  nodeOfShell,
  runsGeneratedProjects,
} from './next-steps/index.ts';
export { showProgress, showWaiting, type Progress } from './progress.ts';
export { printReport, type ReportContext } from './report.ts';
export { changeFolder, shellWord } from './shell.ts';
export { paint, type PaintFormat } from './style.ts';
export { countErrors, showTypes, type TypeReport } from './types.ts';

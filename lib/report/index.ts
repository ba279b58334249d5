export { showClash, showDiff, showEdits } from './diff.ts';
export { printFailure } from './failure.ts';
export { showFiles } from './files.ts';
export { findsNodePackage, nextSteps, programFor } from './next-steps.ts';
export { nodeOfShell, runsGeneratedProjects } from './node-of-shell.ts';
export { showProgress, type Progress } from './progress.ts';
export { printReport, type ReportContext } from './report.ts';
export { changeFolder, shellWord } from './shell.ts';
export { paint, type PaintFormat } from './style.ts';

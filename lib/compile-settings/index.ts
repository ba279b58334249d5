/**
 * Determines what the compiler and the bundlers of a project accept in a file. Reads `tsconfig.json` with its `extends`
 * and `references`, the version of the installed compiler, and the configuration of bundlers.
 *
 * Guarantees
 * 1. Nothing is executed, and nothing is written.
 * 2. A file or a setting that cannot be read is ignored.
 */
export { compilesFolder } from './compiles-folder.ts';
export { dynamicImportProblem } from './dynamic-import.ts';
export { singleFileBundles } from './single-file-bundle.ts';

/**
 * What the compiler settings of a file allow. Reads `tsconfig.json` with its `extends` and `references`, and the version of
 * the compiler that the project installed, and
 * the configuration of bundlers. Nothing is executed, and nothing is written. A file or a setting that cannot be
 * read does not count.
 */
export { compilesFolder } from './compiles-folder.ts';
export { dynamicImportProblem, type SettingsProblem } from './dynamic-import.ts';
export { singleFileBundles } from './single-file-bundle.ts';

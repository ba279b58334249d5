/**
 * Reports in one line why the modules of a node cannot be loaded, and what to do: an import that has to end with `.ts`,
 * a package that is missing, incomplete, or of the wrong version, or an error of the project's code with its place.
 * `dev`, `start`, and a start_node.ts itself use the same words. `entry.ts` imports `report.ts` directly, because it must
 * load nearly nothing else.
 */
export { describeLoadError } from './describe.ts';
export { packageRemedy } from './packages.ts';

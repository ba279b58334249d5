/**
 * The file system operations of reconciliation: paths, texts, hashes, and file operations.
 *
 * Guarantees
 * 1. A path never leaves the project, neither by `..` nor by a link.
 * 2. A text is written back with the line ends and the byte order mark that it had.
 *
 * Tests replace the disk to make any single call fail. This folder must not depend on manifests or merges.
 */
export { isErrno, realDisk, type Disk } from './disk.ts';
export { each } from './each.ts';
export { createLocator, remembering, type Location, type Locator } from './locate.ts';
export { STORE_FOLDER, caseKey, isAtOrBelow, isStored, joinPath, parentOf, pathFault } from './paths.ts';
export { contentsOf, hasHash, sha256, toBytes, type Contents, type TextForm } from './text.ts';

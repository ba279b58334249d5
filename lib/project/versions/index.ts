/**
 * The versions of a node: the files on the disk, the generated files of each, and their contracts.
 *
 * Guarantees
 * 1. A version whose contract was deleted or is in conflict is reported as such. The user's intention is never guessed.
 * 2. A contract is edited in memory, and each result is parsed again.
 *
 * Nothing is written.
 */
export { editVersion, readVersions, versionOf, type ReadVersion } from './edit-version.ts';
export {
  formerVersion,
  deletionAdvice,
  numbersOf,
  recordedFolders,
  refuseUnread,
  versionsOf,
  type NodeVersion,
  recordedOrigin,
} from './node-versions.ts';

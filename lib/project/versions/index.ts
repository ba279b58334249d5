/**
 * The versions of a node: what is on the disk, what was generated of each, and their contracts.
 *
 * Guarantees
 * 1. A version whose contract is gone or in conflict is named as such; what its owner wants is not guessed.
 * 2. A contract is edited in memory, and each result is read again.
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

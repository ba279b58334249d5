/**
 * The records of a unit in `.onex/`: the manifest and the base texts.
 *
 * Guarantees
 * 1. The same state gives the same bytes on every machine.
 * 2. Each entry has its own line, so git merges the records of two branches.
 * 3. All input is untrusted: size, paths, and hashes are checked.
 *
 * The store must not depend on how files are merged or committed.
 */
export {
  MAX_INFLATED_BYTES,
  damaged,
  inflate,
  packText,
  readBase,
  writeBase,
  type BaseLine,
} from './base.ts';
export { refuseNewerProject } from './newer.ts';
export { emptyState, readState, type StoreFile, type UnitState } from './state.ts';
export { MANIFEST_FORMAT, type Manifest, type ManifestEntry, type ModeText, type Pending } from './types.ts';
export { readUnit, recordedState, type RecordedState } from './unit.ts';
export { writeManifest } from './write.ts';

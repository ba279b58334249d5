/**
 * Finds the project of a run, with its nodes, its settings, and their contracts. Each contract is read once per run.
 * This folder writes nothing and must not depend on what is rendered.
 */
export { refuseConflicts, refuseConflictsAround } from './conflicts.ts';
export { callsOf, folderName, isCalled, shortName } from './node-calls.ts';
export {
  contractFindings,
  projectContracts,
  readNodeContract,
  type NodeContract,
  type ProjectContracts,
  type ReadContract,
} from './contracts.ts';
export { findNode, nodeNames, placeOfNode } from './nodes.ts';
export { checkWritable } from './folder.ts';
export { findPlace, findPlaceOfFiles, type Place } from './place.ts';
export { isProjectName, SETTINGS_FILE, SETTINGS_KEY, type Settings } from './settings.ts';
export { findPlaceholders, type Placeholder } from './placeholders.ts';
export { versionFolders } from './nodes.ts';
export {
  editedContracts,
  NO_EDITS,
  type EditedContract,
  type NodeEdits,
  type ProjectEdits,
} from './edits.ts';

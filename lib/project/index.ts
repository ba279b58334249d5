export { callsOf, folderName, isCalled, shortName } from './node-calls.ts';
export { projectContracts, type ProjectContracts } from './contracts.ts';
export {
  contractFindings,
  findNode,
  nodeNames,
  placeOfNode,
  readContractOf,
  readNodeContract,
} from './nodes.ts';
export { findPlace, findPlaceOfFiles, type Place } from './place.ts';
export { SETTINGS_FILE, SETTINGS_KEY, type Settings } from './settings.ts';
export { findPlaceholders, type Placeholder } from './placeholders.ts';
export { versionFolders } from './nodes.ts';
export {
  editedContracts,
  NO_EDITS,
  type EditedContract,
  type NodeEdits,
  type ProjectEdits,
} from './edits.ts';

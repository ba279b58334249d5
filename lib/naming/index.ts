/**
 * Names: parsed once into types when they enter the program, then converted to folders, classes, and topics. A parsed
 * name is safe as a path and as an identifier. This folder does not read the disk.
 */
export {
  MAX_NAME_LENGTH,
  parseDomain,
  parseNodeName,
  parseOperationName,
  parseOperationNames,
  parseProjectName,
  type Domain,
  type NodeName,
  type OperationName,
  type ProjectName,
} from './names.ts';
export { withArticle } from './article.ts';
export { checkFolderName } from './folder-name.ts';
export { folderOfNode, nodeClass, nodeFolder } from './node-names.ts';
export { parsePlainName } from './plain-name.ts';
export { isDeviceName, isObjectKey } from './reserved.ts';
export {
  findClash,
  MAX_STEM_LENGTH,
  stem,
  uniqueClassStems,
  uniqueStems,
  type TakenNames,
} from './unique.ts';
export { toConstant, toKebab, toPascal, toPhrase, toSnake, words } from './words.ts';
export { compareVersionFolders, isVersionFolder, versionFolder, versionFolderOf } from './version-folder.ts';

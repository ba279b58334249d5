/**
 * What the generator and the runtime both have to know about a project on disk: the commands that run its scripts, its
 * package manager, its installed packages, and the content of its JSON files.
 *
 * Guarantees: this folder only reads. A file that cannot be read counts as absent. The only text of a file that becomes
 * part of a command is the name of one of four package managers.
 */
export { commandsOf, projectCommands, type ProjectCommands, type ProjectScript } from './commands.ts';
export { foldersUpFrom } from './folders.ts';
export { detectManager, isPackageManager, managerOfAgent, type PackageManager } from './package-manager.ts';
export { installedPackage, installedVersion, wrongVersions, type WrongVersion } from './installed.ts';
export {
  isRecord,
  parseJson,
  rangesOf,
  readJsonObject,
  readPackageJson,
  type JsonRecord,
} from './read-json.ts';

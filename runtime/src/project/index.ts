/**
 * How a person runs the scripts of a project: with the package manager that the project uses, under the names that its
 * package.json has for them. The generator and the runtime take the commands that they print from here, the search for
 * what belongs to a project from its folder upward, the installed packages of a project, and the reader of package.json.
 *
 * Guarantees: reads only; a file that cannot be read decides nothing; no text of a file becomes part of a command, except
 * the name of one of four package managers.
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

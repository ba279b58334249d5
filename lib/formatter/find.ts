import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from 'onex-runtime/project';

/** A formatter installed in a project. */
export interface Installed {
  readonly name: 'biome' | 'dprint' | 'prettier';
  /** Absolute folder of its package. */
  readonly folder: string;
}

/** Formatters by package. Those that need their own settings are used only if the settings exist. */
const KNOWN: readonly (readonly [
  name: Installed['name'],
  packageName: string,
  settings: readonly string[],
])[] = [
  ['biome', '@biomejs/biome', ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc']],
  ['dprint', 'dprint', ['dprint.json', 'dprint.jsonc', '.dprint.json', '.dprint.jsonc']],
  ['prettier', 'prettier', []],
];

/**
 * Returns the formatters of a project, in its own `node_modules` or in those of a surrounding workspace, the most
 * specific first.
 */
export function findFormatters(root: string): Installed[] {
  const folders = foldersUpFrom(root);
  return KNOWN.flatMap(([name, packageName, settings]): Installed[] => {
    const isSet =
      settings.length === 0 || folders.some((at) => settings.some((file) => existsSync(join(at, file))));
    const folder = folders
      .map((at) => join(at, 'node_modules', packageName))
      .find((path) => existsSync(join(path, 'package.json')));
    return isSet && folder !== undefined ? [{ name, folder }] : [];
  });
}

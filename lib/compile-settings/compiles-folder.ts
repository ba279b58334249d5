import path from 'node:path';
import { basesOf } from './extends.ts';
import { matchesAny } from './find-configs.ts';
import { readConfigFile, type Setting } from './setting.ts';

type Inputs = Readonly<Partial<Record<'files' | 'include' | 'exclude', Setting>>>;

/** The lists that say which files are compiled. Each replaces the list of a base; a circle of bases ends where it closes. */
function inputsOf(file: string, open: ReadonlySet<string> = new Set()): Inputs {
  const config = open.has(file) ? null : readConfigFile(file);
  if (config === null) return {};
  const bases = basesOf(config).map((base) => inputsOf(base, new Set([...open, file])));
  const own = (['files', 'include', 'exclude'] as const).flatMap((key) => {
    const setting = config.at(key);
    return setting === undefined ? [] : [[key, setting] as const];
  });
  return Object.assign({}, ...bases, Object.fromEntries(own)) as Inputs;
}

function matches(setting: Setting | undefined, file: string): boolean {
  return Array.isArray(setting?.value) && matchesAny(setting.value, setting.file, file);
}

/**
 * Whether the `tsconfig.json` of a folder compiles what is in one below it. Without `files` and `include` it compiles all
 * that `exclude` does not name.
 * @param root absolute
 * @param folder POSIX, from the root
 */
export function compilesFolder(root: string, folder: string): boolean {
  const config = path.join(root, 'tsconfig.json');
  if (readConfigFile(config) === null) return false;
  const { files, include, exclude } = inputsOf(config);
  const file = path.join(root, folder, 'file.ts');
  if (files !== undefined && include === undefined) return false;
  return (include === undefined || matches(include, file)) && !matches(exclude, file);
}

import path from 'node:path';
import { basesOf } from './extends.ts';
import { matchesAny } from './find-configs.ts';
import { readConfigFile, type Setting } from './setting.ts';

type Inputs = Readonly<Partial<Record<'files' | 'include' | 'exclude', Setting>>>;

/**
 * Returns the lists that determine which files are compiled. Each replaces the list of a base. Cyclic bases are
 * followed once.
 */
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
 * Whether the `tsconfig.json` of a folder compiles a folder below it. Without `files` and `include`, it compiles
 * everything that `exclude` does not name.
 * @param root Absolute.
 * @param folder POSIX, relative to the root.
 */
export function compilesFolder(root: string, folder: string): boolean {
  const config = path.join(root, 'tsconfig.json');
  if (readConfigFile(config) === null) return false;
  const { files, include, exclude } = inputsOf(config);
  const file = path.join(root, folder, 'file.ts');
  if (files !== undefined && include === undefined) return false;
  return (include === undefined || matches(include, file)) && !matches(exclude, file);
}

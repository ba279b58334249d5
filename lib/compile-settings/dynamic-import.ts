import path from 'node:path';
import { compilerOptions } from './extends.ts';
import { findConfigs } from './find-configs.ts';
import { type Setting, readConfigFile } from './setting.ts';

/** The deciding setting, if one is given, and its module kind in lower case. */
interface ModuleKind {
  readonly kind: string;
  readonly from: Setting;
}

/**
 * The module kind that the compiler emits; null if the settings do not determine it. Without `module`, it depends on
 * `target`: up to TypeScript 5, every target from es2015 on means es2015; since TypeScript 6, targets from es2020 on
 * mean a later kind.
 * @param major Major version of the compiler; null: unknown, so the result must hold for all versions.
 */
function moduleKind(options: ReadonlyMap<string, Setting>, major: number | null): ModuleKind | null {
  const given = options.get('module');
  const kind = textOf(given);
  if (given !== undefined && kind !== null) return { kind: kind === 'es6' ? 'es2015' : kind, from: given };
  const target = options.get('target');
  const name = textOf(target);
  if (target === undefined || name === null) return null;
  const year = name === 'es6' ? 2015 : name === 'esnext' ? Infinity : Number(/^es(\d{4})$/.exec(name)?.[1]);
  if (Number.isNaN(year)) return { kind: 'commonjs', from: target };
  if (year < 2020) return { kind: 'es2015', from: target };
  if (major === null) return null;
  return { kind: major < 6 ? 'es2015' : 'es2020', from: target };
}

function textOf(setting: Setting | undefined): string | null {
  return typeof setting?.value === 'string' ? setting.value.toLowerCase() : null;
}

/**
 * Returns the major version of the TypeScript that is installed for a folder, or that a package.json above it lists;
 * otherwise null.
 */
function compilerMajor(folder: string): number | null {
  let listed: number | null = null;
  for (let at = folder; ; at = path.dirname(at)) {
    const installed = readConfigFile(path.join(at, 'node_modules/typescript/package.json'));
    const version = majorOf(installed?.at('version')?.value);
    if (version !== null) return version;
    const manifest = readConfigFile(path.join(at, 'package.json'));
    for (const list of ['devDependencies', 'dependencies'])
      listed ??= majorOf(manifest?.at(list, 'typescript')?.value);
    if (path.dirname(at) === at) return listed;
  }
}

function majorOf(version: unknown): number | null {
  const [, major] = typeof version === 'string' ? (/^[^\d]*(\d+)\./.exec(version) ?? []) : [];
  return major === undefined ? null : Number(major);
}

export interface SettingsProblem {
  /** Includes the position of the responsible setting. */
  readonly message: string;
  readonly remedy: string;
}

/**
 * Returns why the compiler rejects `import()` of a package in a file; null if it accepts it.
 * @param file Absolute.
 * @param root Absolute; no `tsconfig.json` above it counts.
 */
export function dynamicImportProblem(file: string, root: string): SettingsProblem | null {
  let problem: SettingsProblem | null = null;
  for (const config of findConfigs(file, root)) {
    const options = compilerOptions(config);
    // Types of a JavaScript file are checked only with `checkJs`.
    if (/\.[cm]?jsx?$/.test(file) && options.get('checkJs')?.value !== true) return null;
    const major = compilerMajor(path.dirname(config));
    const found = problemIn(options, major, (setting) => placeOf(setting, root));
    if (found === null) return null;
    problem ??= found;
  }
  return problem;
}

function problemIn(
  options: ReadonlyMap<string, Setting>,
  major: number | null,
  place: (setting: Setting) => string,
): SettingsProblem | null {
  const module = moduleKind(options, major);
  const verbatim = options.get('verbatimModuleSyntax');
  if (module?.kind === 'es2015') {
    const implied =
      module.from === options.get('module') ? '' : `target ${String(module.from.value)} and so `;
    return {
      message: `the compiler rejects import() with ${implied}module es2015 in ${place(module.from)} (TS1323)`,
      remedy: 'set "module" to es2020 or later, preserve, commonjs, node16, or nodenext there',
    };
  }
  if (module?.kind === 'commonjs' && verbatim?.value === true) {
    return {
      message: `the compiler rejects import() with module commonjs and verbatimModuleSyntax in ${place(verbatim)} (TS1295)`,
      remedy: 'set "module" to node16 or nodenext, or turn verbatimModuleSyntax off',
    };
  }
  const resolution = options.get('moduleResolution');
  const isImplied = resolution === undefined && module !== null && /^(?:es20\d\d|esnext)$/.test(module.kind);
  const isClassic = textOf(resolution) === 'classic' || (isImplied && major !== null && major < 6);
  if (isClassic && options.get('paths') === undefined) {
    const cause = resolution ?? module?.from;
    return {
      message: `the compiler finds no package with moduleResolution classic${cause === undefined ? '' : `, which follows from ${place(cause)}`} (TS2792)`,
      remedy: 'set "moduleResolution" to bundler or node10',
    };
  }
  return null;
}

/** Returns `tsconfig.json:4:15`, relative to the root if the file is below it. */
function placeOf({ file, line, column }: Setting, root: string): string {
  const relative = path.relative(root, file).split(path.sep).join('/');
  return `${relative}:${line}:${column}`;
}

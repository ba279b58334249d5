import path from 'node:path';
import { compilerMajor } from './compiler-version.ts';
import { compilerOptions } from './extends.ts';
import { findConfigs } from './find-configs.ts';
import { moduleKind, textOf } from './module-kind.ts';
import type { Setting } from './setting.ts';

export interface SettingsProblem {
  /** With the place of the setting that is the cause. */
  readonly message: string;
  readonly remedy: string;
}

/**
 * Why the compiler rejects `import()` of a package in a file, or null if it accepts it.
 * @param file absolute
 * @param root absolute; no `tsconfig.json` above it counts
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

/** `tsconfig.json:4:15`, relative to the root where the file is below it. */
function placeOf({ file, line, column }: Setting, root: string): string {
  const relative = path.relative(root, file).split(path.sep).join('/');
  return `${relative}:${line}:${column}`;
}

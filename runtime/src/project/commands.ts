import path from 'node:path';
import { foldersUpFrom } from './folders.ts';
import { isRecord, readJsonObject } from './read-json.ts';
import { detectManager, isPackageManager, managerOfAgent, type PackageManager } from './package-manager.ts';

/** Scripts that the generator adds to package.json. */
export type ProjectScript = 'start' | 'dev' | 'test' | 'typecheck' | 'lint';

/** Command lines for one project, each to be run in its folder. */
export interface ProjectCommands {
  readonly manager: PackageManager;
  /** Installs what package.json names. */
  readonly install: string;
  /** Runs a script of package.json, with arguments for it. */
  run(script: ProjectScript, args?: string): string;
  /** Runs a program of an installed package. */
  exec(command: string): string;
  /** Adds packages, such as `node@24`. */
  add(packages: string, kind?: 'runtime' | 'development'): string;
}

/** The properties of a project that determine its commands. */
export interface CommandsInput {
  readonly manager: PackageManager;
  /** Whether the project was created in an existing package. Its scripts are then called `onex:dev`, and so on. */
  readonly existing: boolean;
}

const EXEC: Readonly<Record<PackageManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn run',
  bun: 'bunx',
};

const ADD: Readonly<Record<PackageManager, readonly [command: string, development: string]>> = {
  npm: ['npm install', '--save-dev'],
  pnpm: ['pnpm add', '--save-dev'],
  yarn: ['yarn add', '--dev'],
  bun: ['bun add', '--dev'],
};

/** Scripts that every package manager except bun runs without `run`. `bun test` is bun's own test runner. */
const SHORT: ReadonlySet<string> = new Set(['start', 'test']);

function run({ manager, existing }: CommandsInput, script: ProjectScript, args: string): string {
  const name = existing ? `onex:${script}` : script;
  const word = manager !== 'bun' && SHORT.has(name) ? '' : 'run ';
  // Only npm takes options after the name as its own.
  const rest = args === '' ? '' : manager === 'npm' ? ` -- ${args}` : ` ${args}`;
  return `${manager} ${word}${name}${rest}`;
}

/** The commands for a package manager and a layout. Pure. */
export function commandsOf(input: CommandsInput): ProjectCommands {
  const { manager } = input;
  const [add, development] = ADD[manager];
  return {
    manager,
    install: `${manager} install`,
    run: (script, args = '') => run(input, script, args),
    exec: (command) => `${EXEC[manager]} ${command}`,
    add: (packages, kind = 'runtime') =>
      kind === 'development' ? `${add} ${development} ${packages}` : `${add} ${packages}`,
  };
}

interface Recorded {
  readonly packageManager?: unknown;
  readonly existingPackage?: unknown;
}

/** The generator's record of the nearest project. Empty if it cannot be read, which other commands report. */
function recorded(folder: string): Recorded {
  for (const at of foldersUpFrom(folder)) {
    // If it is absent or broken, one in a folder above may be the project's.
    const settings = readJsonObject(path.join(at, '.yo-rc.json'))?.['generator-onex'];
    if (isRecord(settings)) return settings;
  }
  return {};
}

/**
 * The commands of a project on disk. The package manager is the one that its files name, otherwise the one that was
 * recorded when it was created, otherwise the one that runs this process, otherwise npm.
 * @param folder absolute: the project's, or one in it
 */
export function projectCommands(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): ProjectCommands {
  const { packageManager, existingPackage } = recorded(folder);
  const known = isPackageManager(packageManager) ? packageManager : null;
  const manager = detectManager(folder) ?? known ?? managerOfAgent(environment) ?? 'npm';
  return commandsOf({ manager, existing: existingPackage !== undefined && existingPackage !== null });
}

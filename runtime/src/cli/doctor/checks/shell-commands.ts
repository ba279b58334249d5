import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { foldersUpFrom, readPackageJson } from '../../../project/index.ts';
import { statOf } from '../../project/index.ts';
import { caution, good, type Finding } from './check.ts';

/** Console scripts that the Python packages install under the same names. */
const COMMANDS = ['onex', 'onex-runtime'] as const;
/** The npm packages that have these commands. */
const PACKAGES = { onex: 'generator-onex', 'onex-runtime': 'onex-runtime' } as const;
const OURS: ReadonlySet<string> = new Set(Object.values(PACKAGES));

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether `npx` finds a command from a folder: in its own packages, or in those of a workspace. */
export function isInstalled(command: string, folder: string): boolean {
  return foldersUpFrom(folder).some((one) => {
    const bin = path.join(one, 'node_modules/.bin', command);
    return statOf(bin) !== null || statOf(`${bin}.cmd`) !== null;
  });
}

/**
 * Which `onex` and `onex-runtime` the shell finds: ours, one of the Python packages, or another program.
 * @param isOfProject whether the packages of the project have a command. `npx` is suggested only for these: for another
 *   one, it would download an unrelated package of that name
 */
export function checkShellCommands(
  env: Environment,
  isOfProject: (command: string) => boolean = () => true,
): Finding[] {
  return COMMANDS.map((command) => {
    const found = whereIs(command, env);
    const hasOwn = isOfProject(command);
    if (found === null)
      return good(
        command,
        hasOwn
          ? `the shell finds none; npx ${command} runs the one of the project`
          : 'the shell finds none, and the project has none',
      );
    const owner = ownerOf(found);
    if (owner === 'ours') return good(command, `the shell finds ${found}`);
    const what = owner === 'python' ? 'which a Python package installed' : 'which is another program';
    return {
      ...caution('shell-command', command, `the shell finds ${found}, ${what}`),
      remedy: hasOwn
        ? `run npx ${command} for that of the project`
        : `put the folder of the npm command first in PATH, or install ${PACKAGES[command]} in the project and run npx ${command}`,
    };
  });
}

/** Package managers put this folder behind the others that they put into PATH. */
const LAST_OF_NPM = /[\\/]node-gyp-bin$/u;

/** The folders of PATH as the shell has it, without those that `npx` and `npm run` put before them. */
function foldersOf(env: Environment): readonly string[] {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter);
  return folders.slice(folders.findLastIndex((folder) => LAST_OF_NPM.test(folder)) + 1);
}

/** The first executable file of this name in those folders. */
function whereIs(command: string, env: Environment): string | null {
  const isWindows = process.platform === 'win32';
  const endings = isWindows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of foldersOf(env)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const file = path.join(folder, command + ending);
      if (isExecutable(file, isWindows)) return file;
    }
  }
  return null;
}

function isExecutable(file: string, isWindows: boolean): boolean {
  // A folder of PATH that this user may not look into has no command for the shell either.
  const found = statOf(file);
  return found?.isFile() === true && (isWindows || (found.mode & 0o111) !== 0);
}

/**
 * A script with a Python interpreter in its first line, or, where its path is long or has spaces, in a line that the
 * shell executes and Python reads as a text; a launcher of Windows; a shim of pyenv.
 */
const PYTHON =
  /^#!.*(?:python|pypy)|^'''exec'|\bpython(?:\d[\d.]*)?(?:\.exe)?"|importlib\.metadata|[\\/]pyenv"? exec /mu;

/** Judges by where the file really is and by its first bytes. Nothing of it is run. */
function ownerOf(file: string): 'ours' | 'python' | 'other' {
  try {
    if (OURS.has(packageOf(realpathSync(file)))) return 'ours';
    const start = firstBytes(file);
    if (PYTHON.test(start)) return 'python';
    return start.includes('generator-onex') || start.includes('onex-runtime/dist') ? 'ours' : 'other';
  } catch {
    return 'other';
  }
}

/** The name of the npm package that a file belongs to. Empty if it belongs to none. */
function packageOf(file: string): string {
  for (const folder of foldersUpFrom(path.dirname(file))) {
    const name = readPackageJson(folder)?.['name'];
    if (typeof name === 'string') return name;
  }
  return '';
}

const ENOUGH = 2048;

function firstBytes(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(ENOUGH);
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, ENOUGH, 0));
  } finally {
    closeSync(handle);
  }
}

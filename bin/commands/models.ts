import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../lib/errors/index.ts';
import { parseCommandLine } from '../../lib/options/index.ts';
import { GENERATORS_ROOT } from '../../lib/package/index.ts';
import { MODELS } from './definitions.ts';

/** Dotted names of Python modules; nothing else reaches the interpreter as a module. */
const MODULE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** The interpreter of the active virtual environment, otherwise the one that the shell finds. */
function interpreter(): string {
  const { VIRTUAL_ENV: environment } = process.env;
  const isWindows = process.platform === 'win32';
  if (environment === undefined || environment === '') return isWindows ? 'python' : 'python3';
  return isWindows ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');
}

/** Runs the script with the user's Python; what it says of modules it leaves out goes to standard error. */
function runPython(python: string, modules: readonly string[]): Promise<Buffer> {
  const script = join(GENERATORS_ROOT, 'export', 'templates', 'export_models.py');
  const child = spawn(python, [script, '--root', process.cwd(), ...modules], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done, fail) => {
    child.once('error', (error) =>
      fail(
        new UserError(
          'ERR_ONEX_PROGRAM_FAILED',
          `${python} cannot be run (${error.message}); name your interpreter with --interpreter`,
        ),
      ),
    );
    child.once('close', (code) => {
      if (code === 0) return done(Buffer.concat(chunks));
      const why =
        'activate the environment that has pydantic 2 and the modules, or name it with --interpreter';
      return fail(
        new UserError('ERR_ONEX_PROGRAM_FAILED', `${python} exported no models (exit code ${code}); ${why}`),
      );
    });
  });
}

/** `onex models export --python MODULE…`: prints the pydantic models of modules as JSON Schema with `$defs`. */
export async function models(argv: readonly string[]): Promise<void> {
  const given = parseCommandLine(MODELS, argv);
  const [action, ...modules] = (given['files'] ?? []) as readonly string[];
  if (action !== 'export') {
    throw new UserError(
      'ERR_ONEX_USAGE',
      action === undefined
        ? 'onex models needs an action: export'
        : `Unknown action ${quote(action)} of onex models.${didYouMeanOrList(action, ['export'])}`,
    );
  }
  if (given['python'] !== true)
    throw new UserError(
      'ERR_ONEX_USAGE',
      'onex models export needs a language: onex models export --python MODULE…',
    );
  if (modules.length === 0)
    throw new UserError('ERR_ONEX_USAGE', 'onex models export --python needs at least one MODULE');
  for (const name of modules)
    if (!MODULE.test(name))
      throw new UserError(
        'ERR_ONEX_USAGE',
        `${quote(name)} is not a Python module; write a name such as shop.models`,
      );
  const python = typeof given['interpreter'] === 'string' ? given['interpreter'] : interpreter();
  const document = await runPython(python, modules);
  if (typeof given['output'] !== 'string') {
    process.stdout.write(document);
    return;
  }
  await writeFile(resolve(given['output']), document).catch((error: Error) => {
    throw new UserError(
      'ERR_ONEX_FILE_SYSTEM',
      `${String(given['output'])} cannot be written: ${error.message}`,
    );
  });
}

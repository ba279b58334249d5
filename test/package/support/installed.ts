import { chmod, chown, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { built, ROOT } from '../../support/built.ts';
import { folder } from '../../support/folders.ts';
import { run, type Outcome } from '../../support/process.ts';

/** The version of `yo` that users have. */
const YO = 'yo@7.0.1';
/** nobody */
const USER = 65534;

export interface Installed {
  readonly tarball: string;
  /** What a process of a user who is not root is started with. */
  readonly user: { readonly env: Record<string, string>; readonly uid?: number; readonly gid?: number };
  /** An empty folder that the user owns. */
  home(): Promise<string>;
  /** Runs an installed program, `yo` or `onex`, as that user. */
  call(
    program: string,
    args: readonly string[],
    options: { cwd: string; input?: 'silent' },
  ): Promise<Outcome>;
}

async function must(file: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const outcome = await run(file, args, { cwd });
  if (outcome.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${outcome.stderr}${outcome.stdout}`);
  return outcome;
}

/** Packs this package as it is published. @returns the path of the tarball */
export async function pack(target: string): Promise<string> {
  await built();
  const flags = ['--silent', '--ignore-scripts', '--pack-destination', target];
  const { stdout } = await must('npm', ['pack', ...flags], ROOT);
  return join(target, stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * Packs this package and installs it globally beside `yo`, into a folder of its own and with a copy of this Node, all
 * readable by a user who is not root: `yo` refuses to work as root.
 */
export async function install(): Promise<Installed> {
  const prefix = await folder();
  const tarball = await pack(prefix);
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await must('npm', ['install', '--global', '--prefix', prefix, YO, tarball, ...flags], prefix);
  const bin = join(prefix, 'bin');
  await mkdir(bin, { recursive: true });
  await copyFile(process.execPath, join(bin, 'node'));
  await chmod(join(bin, 'node'), 0o755);
  await must('chmod', ['-R', 'a+rX', prefix], prefix);
  const root = process.getuid?.() === 0;
  const home = async (): Promise<string> => {
    const path = await folder();
    if (root) await chown(path, USER, USER);
    return path;
  };
  const env = { HOME: await home(), PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, NO_UPDATE_NOTIFIER: '1' };
  const user = { env, ...(root ? { uid: USER, gid: USER } : {}) };
  return {
    tarball,
    user,
    home,
    call: (program, args, options) => run(join(bin, program), args, { ...options, ...user }),
  };
}

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bad, caution, good, type Finding } from '../check.ts';
import { driverCommand, programOf } from './driver-command.ts';

const NAME = 'merge driver';
const DRIVER = 'merge.onex.driver';

type Environment = Readonly<Record<string, string | undefined>>;

interface Answer {
  readonly status: number | null;
  readonly text: string;
}

function git(root: string, ...args: readonly string[]): Answer {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
  });
  return { status, text: (error?.message ?? (status === 0 ? stdout : stderr)).trim() };
}

/** The script of `onex` that ran this command, or that the project has installed; null where neither is. */
function programFor(root: string, env: Environment): string | null {
  const given = env['ONEX_PROGRAM'];
  if (given !== undefined && existsSync(given)) return realpathSync(given);
  try {
    const manifest = createRequire(path.join(root, 'package.json')).resolve('generator-onex/package.json');
    const program = path.join(path.dirname(manifest), 'dist/bin/onex.js');
    return existsSync(program) ? realpathSync(program) : null;
  } catch {
    return null;
  }
}

function notSetUp(message: string, remedy = 'run onex doctor --fix'): Finding {
  return { ...caution('merge-driver', NAME, message), remedy };
}

function setUp(root: string, program: string): Finding {
  const command = driverCommand(process.execPath, program);
  for (const [key, value] of [
    [DRIVER, command],
    ['merge.onex.name', 'merge of ONEX contracts by key'],
  ] as const) {
    const { status, text } = git(root, 'config', '--local', '--replace-all', key, value);
    if (status !== 0)
      return bad(
        'merge-driver',
        NAME,
        `git config ${key}: ${text}`,
        'make the configuration of git writable',
      );
  }
  return good(NAME, `set up in this clone; git merges contracts by key with ${program}`);
}

/**
 * Whether the configuration of git on this machine has a driver that merges contracts by key. Without one, git merges
 * them by line, so a missing driver is only a warning.
 * @param fixes Whether to write the configuration.
 * @returns nothing outside a repository
 */
export function checkMergeDriver(root: string, fixes: boolean, env: Environment): readonly Finding[] {
  if (git(root, 'rev-parse', '--git-dir').status !== 0) return [];
  const { status, text } = git(root, 'config', '--get', DRIVER);
  const program = status === 0 ? programOf(text) : null;
  if (status === 0 && (program === null || existsSync(program)))
    return [good(NAME, `git merges contracts by key with ${program ?? text}`)];
  if (!fixes) {
    const why =
      program === null ? `${DRIVER} is not set in the configuration of git` : `${program} does not exist`;
    return [notSetUp(`git merges contracts by line, because ${why}`)];
  }
  const own = programFor(root, env);
  if (own === null)
    return [
      notSetUp(
        'the merge driver of contracts is a command of onex, which was not found',
        'run onex doctor --fix instead of onex-runtime doctor --fix',
      ),
    ];
  return [setUp(root, own)];
}

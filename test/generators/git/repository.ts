import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { BIN } from '../../support/built.ts';
import { onexHere } from '../support/in-process.ts';
import { PAYMENT, type Ended } from '../support/program.ts';

export const CONTRACT = `${PAYMENT}/v1_0_0/contract.yaml`;

/** Git with an identity, and without the settings of the user who runs the tests. */
const ENVIRONMENT = {
  ...process.env,
  GIT_AUTHOR_NAME: 'Owner',
  GIT_AUTHOR_EMAIL: 'owner@example.com',
  GIT_COMMITTER_NAME: 'Owner',
  GIT_COMMITTER_EMAIL: 'owner@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_EDITOR: 'true',
};

/** A project in a repository. */
export interface Repository {
  readonly root: string;
  git(...args: string[]): Ended;
  /** Runs git, which has to succeed. @returns what it prints */
  must(...args: string[]): string;
  /** Runs onex in this process. */
  onex(...args: string[]): Promise<Ended>;
  read(file: string): string;
  change(file: string, edit: (text: string) => string): void;
  /** Commits everything on a new branch from `from`. */
  branch(name: string, work: () => Promise<unknown> | void, from?: string): Promise<void>;
  /** Paths that git could not merge. */
  unmerged(): readonly string[];
}

export function repositoryIn(root: string): Repository {
  const git = (...args: string[]): Ended => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: root,
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  };
  const must = (...args: string[]): string => {
    const { code, out, err } = git(...args);
    expect(code, `git ${args.join(' ')}: ${out}${err}`).to.equal(0);
    return out.trim();
  };
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  return {
    root,
    git,
    must,
    onex: (...args) => onexHere(root, args),
    read,
    change: (file, edit) => writeFileSync(join(root, file), edit(read(file))),
    async branch(name, work, from = 'main') {
      must('switch', '--quiet', '--create', name, from);
      await work();
      must('add', '--all');
      must('commit', '--quiet', '--message', name);
    },
    unmerged: () => must('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean),
  };
}

/** Makes the project that each test gets a copy of, with one commit on main. */
export async function startRepository(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'onex-git-')));
  const root = join(folder, 'shop');
  for (const args of [
    ['project', 'shop', '--domain', 'billing', '--yes'],
    ['effect', 'payment', '--operations', 'create,read', '--yes'],
    ['effect', 'refund', '--operations', 'create', '--yes'],
  ]) {
    const { code, err } = await onexHere(args[0] === 'project' ? folder : root, args);
    expect(code, err).to.equal(0);
  }
  const { must } = repositoryIn(root);
  must('init', '--quiet', '--initial-branch', 'main');
  must('add', '--all');
  must('commit', '--quiet', '--message', 'start');
  return root;
}

/** A copy of a repository with its own working tree. */
export function copyOf(start: string): Repository {
  const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'onex-git-'))), 'shop');
  cpSync(start, root, { recursive: true });
  return repositoryIn(root);
}

/** A clone beside a repository, whose working tree has CRLF. */
export function crlfCloneOf({ root, must }: Repository): Repository {
  const clone = join(dirname(root), 'crlf');
  const crlf = 'core.autocrlf=true';
  must('-c', crlf, 'clone', '--quiet', '--config', crlf, root, clone);
  return repositoryIn(clone);
}

/** A text that is in conflict as a whole. */
export const inConflict = (text: string): string => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`;

/** Changes the description of a contract. */
export const describedAs =
  (description: string) =>
  (contract: string): string =>
    contract.replace(/^description: .*$/m, `description: ${description}`);

/** Sets up the merge driver as `onex doctor --fix` does. @param program The script `onex`. */
export async function withDriver(repository: Repository, program = BIN): Promise<Repository> {
  const { root: cwd, must } = repository;
  const { stdout } = await runHere(['doctor', '--fix', '--json'], { cwd, env: { ONEX_PROGRAM: program } });
  expect(stdout).to.contain('set up in this clone');
  expect(must('config', '--local', 'merge.onex.driver')).to.contain('merge-driver %O %A %B %L %P');
  return repository;
}

/** Files that the status lists, each with its states. */
export async function statesOf(repository: Repository): Promise<readonly string[]> {
  const { out } = await repository.onex('status', '--json');
  const { units } = JSON.parse(out) as {
    units: readonly { files: readonly { path: string; states: string[] }[] }[];
  };
  return units.flatMap(({ files }) => files.map(({ path, states }) => `${path} ${states.join(',')}`));
}

/** The next run has nothing to do, and the project is as it was generated but for the files given. */
export async function expectSettled(repository: Repository, edited: readonly string[] = []): Promise<void> {
  const upgraded = JSON.parse((await repository.onex('upgrade', '--json')).out) as { status: string };
  expect(upgraded.status).to.equal('unchanged');
  expect(await statesOf(repository)).to.deep.equal(edited.map((path) => `${path} edited`));
}

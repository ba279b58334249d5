import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { measure, type Measured } from './measure.ts';

const bench = path.resolve(import.meta.dirname, '..');
const venv = path.join(bench, '.venv');
const python = path.join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Copier's own program, and at its end how much memory it had. */
const COPIER = [
  'import atexit, resource, sys',
  "report = lambda: sys.stderr.write('maxrss=%d' % resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)",
  'atexit.register(report)',
  'from copier.__main__ import CopierApp',
  'CopierApp.run()',
].join('\n');

/** Nothing of the user's own git, and a name to commit with. */
const GIT = {
  GIT_CONFIG_GLOBAL: path.join(bench, 'no-such-file'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@example.invalid',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@example.invalid',
};

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Installs copier beside this benchmark, once.
 * @returns null, or in a few words why there is none.
 */
export function installCopier(): string | null {
  if (!succeeds('git', ['--version'])) return 'there is no git';
  if (existsSync(python) && succeeds(python, ['-c', 'import copier'])) return null;
  console.log('Installing copier (once) …');
  rmSync(venv, { recursive: true, force: true });
  if (!succeeds('python3', ['-m', 'venv', venv])) return 'there is no python3 that makes a venv';
  const install = ['-m', 'pip', 'install', '--quiet', '-r', path.join(bench, 'requirements.txt')];
  return succeeds(python, install) ? null : 'pip could not install it';
}

function git(cwd: string, ...args: string[]): void {
  measure('git', args, { cwd, env: GIT });
}

function commitAll(cwd: string, message: string): void {
  git(cwd, 'add', '--all', '--force');
  git(cwd, 'commit', '--quiet', '--no-verify', '--message', message);
}

function copier(args: readonly string[], cwd: string): Measured {
  return measure(python, ['-c', COPIER, ...args], { cwd, env: GIT });
}

/**
 * A template of copier in a git repository, with two versions. Its files are copied as they are and not rendered,
 * which spares copier work that onex does.
 * @param before Folder of a project as it was, `after` the same as it shall be; both without stores of onex.
 */
export function makeTemplate(folder: string, before: string, after: string): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  writeFileSync(path.join(folder, 'copier.yml'), '_subdirectory: template\n');
  const answers = path.join(folder, 'template/{{ _copier_conf.answers_file }}.jinja');
  for (const [version, source] of [
    ['1.0.0', before],
    ['2.0.0', after],
  ] as const) {
    rmSync(path.join(folder, 'template'), { recursive: true, force: true });
    cpSync(source, path.join(folder, 'template'), { recursive: true });
    writeFileSync(answers, '{{ _copier_answers|to_nice_yaml }}');
    commitAll(folder, version);
    git(folder, 'tag', version);
  }
  return folder;
}

/** A project of version 1 of a template, committed, as copier wants it. */
export function makeCopierProject(template: string, project: string): void {
  copier(['copy', '--quiet', '--defaults', '--vcs-ref', '1.0.0', template, project], path.dirname(project));
  git(project, 'init', '--quiet');
  commitAll(project, 'made');
}

/** `copier update` to a version of the template; to the one it has, there is nothing to do. */
export function updateProject(project: string, version: '1.0.0' | '2.0.0'): Measured {
  return copier(['update', '--quiet', '--defaults', '--vcs-ref', version], project);
}

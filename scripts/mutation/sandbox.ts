import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of the repository outside of it. Only the copy is ever mutated. */
export interface Sandbox {
  /** The copy. */
  readonly repository: string;
  /** For the temporary files of the tests and of the run. */
  readonly temporary: string;
  /** Deletes all of it. */
  remove(): void;
}

/** Build results that tests read; what they hold of mutated files is built again in the copy. */
const BUILT = ['dist', 'runtime/dist'];

function filesOf(root: string): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr.trim()}`);
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The workspaces, by package. They must be those of the copy, or tests would run on the original. */
const WORKSPACES: Readonly<Record<string, string>> = {
  'onex-cli-kit': '../cli-kit',
  'onex-runtime': '../runtime',
};

/** Links every package. */
function linkPackages(root: string, repository: string): void {
  const [from, to] = [join(root, 'node_modules'), join(repository, 'node_modules')];
  mkdirSync(to);
  for (const name of readdirSync(from))
    symlinkSync(WORKSPACES[name] ?? realpathSync(join(from, name)), join(to, name));
}

/**
 * Copies what Git knows or would add, with the results of the last build.
 * @param root the repository, installed and built
 */
export function createSandbox(root: string): Sandbox {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'onex-mutation-')));
  const [repository, temporary] = [join(folder, 'repository'), join(folder, 'tmp')];
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    mkdirSync(repository);
    // Some tests run programs as another user, who must reach their temporary files.
    mkdirSync(temporary, { mode: 0o755 });
    for (const path of filesOf(root)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      copyFileSync(join(root, path), join(repository, path));
    }
    for (const path of BUILT)
      if (existsSync(join(root, path))) cpSync(join(root, path), join(repository, path), { recursive: true });
    linkPackages(root, repository);
  } catch (error) {
    remove();
    throw error;
  }
  return { repository, temporary, remove };
}

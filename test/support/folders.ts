import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

const made: string[] = [];

/** An empty folder of its own; `removeFolders` takes them all away. */
export async function folder(): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'onex-test-')));
  made.push(path);
  return path;
}

/** For `afterEach` or `after`. */
export async function removeFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true })));
}

/** What lies in a folder, byte for byte: POSIX path → mode and hash; of a folder the mode alone. */
export async function snapshot(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry): Promise<[string, string]> => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(root, path).split(sep).join('/');
      if (entry.isSymbolicLink()) return [name, 'link'];
      const mode = ((await stat(path)).mode & 0o777).toString(8);
      if (entry.isDirectory()) return [name, `${mode} folder`];
      return [
        name,
        `${mode} ${createHash('sha256')
          .update(await readFile(path))
          .digest('hex')}`,
      ];
    }),
  );
  return Object.fromEntries(lines.toSorted(([a], [b]) => a.localeCompare(b)));
}

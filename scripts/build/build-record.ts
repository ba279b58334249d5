import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Hash of all that renders: the generators as built, which contain the key of their bundle, and their templates. */
function hashOfGenerators(root: string): string {
  const hash = createHash('sha256');
  const folder = join(root, 'dist/generators');
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  for (const path of paths.map((one) => one.replaceAll('\\', '/')).toSorted())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(folder, path)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Writes `dist/build.json`: what the generator needs to know of the contents of its own package. The generator never lists
 * a folder of it, because a package manager may store packages in archives that cannot be listed.
 */
export function writeBuildRecord(root: string): void {
  const [runtime] = globSync('onex-runtime-*.tgz', { cwd: join(root, 'dist/runtime') });
  if (runtime === undefined) throw new Error('the runtime is not packed');
  const record = { runtime, generators: hashOfGenerators(root) };
  writeFileSync(join(root, 'dist/build.json'), `${JSON.stringify(record, null, 2)}\n`);
}

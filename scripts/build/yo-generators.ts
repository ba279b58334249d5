import { globSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** By what `onex` calls the command whose folder has another name. */
const COMMANDS: Readonly<Record<string, string>> = { app: 'project' };

/** The default export of a generator that `yo` finds in its folder: the class that the bundled `onex` runs. */
const indexOf = (folder: string, key: string): string =>
  `// Code of bundle ${key}; nodes remember the bytes of this folder as what they were rendered by.
import bundle from '../../bin/run.js';

const { default: Generator } = await bundle.GENERATORS[${JSON.stringify(COMMANDS[folder] ?? folder)}]();
export default Generator;
`;

/**
 * The generators as `yo` loads them, a folder each with its templates; their code is in the bundle of `onex`.
 * @param key names that bundle's exact bytes, so that other code makes other files here
 */
export async function writeYoGenerators(root: string, key: string): Promise<void> {
  const outdir = join(root, 'dist/generators');
  await rm(outdir, { recursive: true, force: true });
  for (const source of globSync('generators/*/command.ts', { cwd: root })) {
    const folder = basename(join(source, '..'));
    await mkdir(join(outdir, folder), { recursive: true });
    await writeFile(join(outdir, folder, 'index.js'), indexOf(folder, key));
  }
  await Promise.all(
    globSync('generators/*/templates', { cwd: root }).map((folder) =>
      cp(join(root, folder), join(root, 'dist', folder), { recursive: true }),
    ),
  );
}

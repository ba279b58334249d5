import { existsSync } from 'node:fs';
import path from 'node:path';
import { shellWord } from 'onex-cli-kit';
import { runtimeTarball } from '../../lib/package/index.ts';
import { PROJECT_VERSIONS } from '../../lib/render/index.ts';
import { foldersUpFrom, projectCommands, rangesOf, readPackageJson } from 'onex-runtime/project';
import { changeFolder } from '../../lib/report/index.ts';

const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Returns the commands that install the runtime for files that now import it, if no package.json at or above them lists
 * it. As in a generated project, the runtime comes from the tarball that the generator ships, stored in `vendor/`.
 * @param files Absolute.
 * @param cwd Absolute path of the user's current folder.
 */
export function runtimeSteps(
  files: readonly string[],
  cwd: string,
  platform = process.platform,
): readonly string[] {
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  const lacking = folders.find((folder) => !foldersUpFrom(folder).some(listsRuntime));
  if (lacking === undefined) return [];
  const root = foldersUpFrom(lacking).find((folder) => existsSync(path.join(folder, 'package.json'))) ?? cwd;
  const tarball = runtimeTarball();
  const name = path.basename(tarball);
  const cd = changeFolder(cwd, root);
  return [
    ...(cd === null ? [] : [cd]),
    ...(existsSync(path.join(root, 'vendor')) ? [] : ['mkdir vendor']),
    `${platform === 'win32' ? 'copy' : 'cp'} ${shellWord(tarball, platform)} vendor`,
    projectCommands(root, {}).add(`./vendor/${name} kafkajs@${PROJECT_VERSIONS.kafkajs}`),
  ];
}

function listsRuntime(folder: string): boolean {
  const manifest = readPackageJson(folder);
  return LISTS.some((list) => Object.hasOwn(rangesOf(manifest, list), 'onex-runtime'));
}

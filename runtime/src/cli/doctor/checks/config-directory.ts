import { readdirSync } from 'node:fs';
import path from 'node:path';
import { statOf, type NodeFolder } from '../../project/index.ts';
import { bad, type Finding } from './check.ts';

/** Checks that the folder of config files exists, and that each file in it belongs to a node. */
export function checkConfigDirectory(configDir: string | null, nodes: readonly NodeFolder[]): Finding[] {
  if (configDir === null) return [];
  const stat = statOf(configDir);
  if (stat?.isDirectory() !== true) {
    const problem = stat === null ? 'does not exist' : 'is not a directory';
    return [bad('config-directory', 'config', `${configDir} ${problem}`, 'correct --config-dir')];
  }
  const names = new Set(nodes.map(({ name }) => name));
  return readdirSync(configDir)
    .filter((file) => /\.(?:ya?ml|json)$/u.test(file) && !names.has(path.parse(file).name))
    .map((file) =>
      bad(
        'config-directory',
        'config',
        `${path.join(configDir, file)} does not belong to a node`,
        'name it after a node, or remove it',
      ),
    );
}

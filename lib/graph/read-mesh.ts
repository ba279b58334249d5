import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { formatIssue, meshNodeOf, originOf, parseYaml, type MeshNode } from 'onex-runtime/contract';
import { contractText, readNamed } from '../contract/index.ts';
import { UserError } from '../errors/index.ts';
import { compareVersionFolders, isVersionFolder } from '../naming/index.ts';

const SKIPPED = new Set(['node_modules', '.git', '.venv', 'venv', '__pycache__', 'dist', '.onex', 'vendor']);

/**
 * Reads the nodes of a project and of other folders. Only the newest version of a node counts.
 * @param cwd Base of the displayed paths.
 * @throws UserError for a folder that does not exist, and for a contract of the project that has errors
 */
export async function readMesh(
  root: string,
  others: readonly string[],
  cwd: string,
): Promise<{ readonly nodes: readonly MeshNode[]; readonly skipped: readonly string[] }> {
  const nodes: MeshNode[] = [];
  const skipped: string[] = [];
  const folders = [
    { path: join(root, 'nodes'), own: true },
    ...others.map((folder) => ({ path: resolve(cwd, folder), own: false })),
  ];
  for (const { path, own } of folders) {
    const about = await stat(path).catch(() => null);
    if (about === null || !about.isDirectory()) {
      if (own) continue;
      throw new UserError(
        'ERR_ONEX_NOT_FOUND',
        `${relative(cwd, path) || path} is not a folder; --with needs a folder with contracts`,
      );
    }
    for (const file of await contractFiles(path)) {
      const shown = relative(cwd, file).replaceAll('\\', '/');
      const read = await readNode(file, shown, own);
      if (typeof read === 'string') skipped.push(read);
      // A --with folder may contain the project itself. A second node of the project is a copy.
      else if (own || !nodes.some(({ contract }) => contract.name === read.contract.name)) nodes.push(read);
    }
  }
  return { nodes, skipped };
}

/** Returns a node, or why its file is left out. */
async function readNode(file: string, shown: string, own: boolean): Promise<MeshNode | string> {
  const text = await contractText(file, shown);
  const { reading } = readNamed(text, {
    file: shown,
    path: file,
    origin: originOf(file, own ? 'project' : 'foreign'),
  });
  if (reading.contract !== null) {
    const node = meshNodeOf({ folder: folderOf(file), contractFile: file, shown }, text, reading);
    return own && 'contract' in node ? node : { contract: reading.contract, file: shown, own, text };
  }
  const faults = reading.issues.filter(({ severity }) => severity === 'error');
  const lines = faults.map((fault) => formatIssue(fault, shown));
  if (own) throw new UserError('ERR_ONEX_INVALID_CONTRACT', lines.join('\n'));
  return lines[0] ?? shown;
}

/** Returns the name of a node's folder: the folder of its contract, or the parent of the version folder. */
function folderOf(file: string): string {
  const folder = dirname(file);
  return basename(isVersionFolder(basename(folder)) ? dirname(folder) : folder);
}

/**
 * Returns the contracts below a folder: `contract.yaml`, and YAML files with a `node_type` that are not manifests. Of
 * several versions of a node, only the newest.
 */
async function contractFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inner = entries
    .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
    .map(({ name }) => name);
  const versions = inner.filter(isVersionFolder).toSorted(compareVersionFolders);
  const chosen =
    versions.length > 0 ? [...inner.filter((name) => !isVersionFolder(name)), versions.at(-1)!] : inner;
  const found: string[] = [];
  for (const { name } of entries.filter(
    (entry) => entry.isFile() && /(?<!\.manifest)\.ya?ml$/.test(entry.name),
  )) {
    const path = join(folder, name);
    if (/^contract\.ya?ml$/.test(name) || (await hasNodeType(path))) found.push(path);
  }
  for (const name of chosen.toSorted()) found.push(...(await contractFiles(join(folder, name))));
  return found;
}

async function hasNodeType(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!/^node_type:/m.test(text)) return false;
  const { value } = parseYaml(text, { origin: 'foreign' });
  return typeof value === 'object' && value !== null && 'node_type' in value;
}

import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { didYouMean, didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../lib/errors/index.ts';
import { isVersionFolder } from '../../lib/naming/index.ts';
import { callsOf, folderName, nodeNames, type ProjectContracts } from '../../lib/project/index.ts';
import { mayDoSteps } from '../node/plan/index.ts';

/**
 * Adds the orchestrators that drive nodes in the scope, because they are rendered from the contracts of those nodes. An
 * orchestrator whose contract cannot be read is not added. The error is reported when it is rendered.
 */
export async function withDependents(scope: Scope, project: ProjectContracts): Promise<Scope> {
  const all = await project.names();
  const nodes = new Set(scope.nodes);
  const left: string[] = [];
  for (const node of all) {
    if (!nodes.has(node) && (await project.text(node)).includes('workflow_coordination')) left.push(node);
  }
  for (const node of left) {
    const contract = (await project.newest(node))?.contract;
    if (contract == null) continue;
    for (const driven of scope.nodes) {
      if (!(await mayDoSteps(project, driven, contract))) continue;
      nodes.add(node);
      break;
    }
  }
  return { ...scope, nodes: [...nodes].toSorted() };
}

/** The part of a project that a run processes. */
export interface Scope {
  readonly project: boolean;
  /** Names of nodes, sorted. */
  readonly nodes: readonly string[];
  /** Files with the event bus from `onex event-bus`: POSIX, relative to the project's root. */
  readonly injected?: readonly string[];
}

function isCalled(node: string, wanted: string): boolean {
  return (
    node === wanted || folderName(node) === wanted || callsOf(node).includes(wanted.replaceAll('-', '_'))
  );
}

/** Whether a folder is a node: it has a store, a manifest from before stores existed, or a version with a contract. */
function isNode(root: string, name: string): boolean {
  const folder = join(root, 'nodes', name);
  if (['.onex/manifest.json', 'node.manifest.yaml'].some((file) => existsSync(join(folder, file))))
    return true;
  return readdirSync(folder).some(
    (entry) => isVersionFolder(entry) && existsSync(join(folder, entry, 'contract.yaml')),
  );
}

function byPath(path: string, root: string, nodes: readonly string[], cwd: string): Scope | null {
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) return null;
  const way = relative(root, absolute).split(sep).join('/');
  if (way === '' || root.startsWith(absolute + sep)) return { project: true, nodes };
  if (way === 'nodes') return { project: false, nodes };
  const meant = nodes.filter((node) => {
    const folder = `nodes/${node}`;
    return way === folder || way.startsWith(`${folder}/`) || folder.startsWith(`${way}/`);
  });
  return meant.length > 0 ? { project: false, nodes: meant } : null;
}

/**
 * Returns the version that a path selects by its folder or its contract; null for a name, and for the folder of the node.
 * @throws UserError for any other path in the folder of the node, and for a folder around it.
 */
export function versionAt(word: string, node: string, root: string, cwd: string): string | null {
  const absolute = resolve(cwd, word);
  const way = relative(join(root, 'nodes', node), absolute).split(sep);
  if (!existsSync(absolute) || way[0] === '') return null;
  if (way.every((part) => part === '..'))
    throw new UserError('ERR_ONEX_USAGE', `${quote(word)} is not one node; name one`);
  const [folder = '', ...rest] = way;
  if (folder === '..') return null;
  if (isVersionFolder(folder) && ['', 'contract.yaml'].includes(rest.join('/'))) return folder;
  throw new UserError(
    'ERR_ONEX_USAGE',
    `${quote(word)} is a part of ${folderName(node)}; name the node or one of its versions`,
  );
}

/** Returns the files with the event bus at or below a path. */
function injectedBelow(
  path: string,
  root: string,
  injected: readonly string[],
  cwd: string,
): readonly string[] {
  const way = relative(root, resolve(cwd, path)).split(sep).join('/');
  return injected.filter((file) => file === way || file.startsWith(`${way}/`));
}

function byName(wanted: string, nodes: readonly string[]): Scope {
  const exact = nodes.filter((node) => node === wanted || folderName(node) === wanted);
  const found = exact.length > 0 ? exact : nodes.filter((node) => isCalled(node, wanted));
  if (found.length === 1) return { project: false, nodes: found };
  if (found.length > 1)
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `${quote(wanted)} may mean ${found.join(' or ')}; write the full name`,
    );
  const hint = didYouMean(wanted, nodes.flatMap(callsOf)) || didYouMeanOrList(wanted, nodes);
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(wanted)} is neither a node nor a path of the project.${hint}`,
  );
}

/**
 * Finds the part of a project that some words select: all of it, or nodes and files by name or path.
 * @param wanted The words as typed; empty for the whole project.
 * @param injected All files of the project with the event bus from `onex event-bus`.
 * @throws UserError for a word that selects nothing.
 */
export async function scopeOf(
  wanted: readonly string[],
  root: string,
  cwd: string,
  injected: readonly string[] = [],
): Promise<Scope> {
  const nodes = (await nodeNames(root)).filter((name) => isNode(root, name));
  if (wanted.length === 0) return { project: true, nodes, injected };
  const scopes = wanted.map((word): Scope => {
    const files = injectedBelow(word, root, injected, cwd);
    const found = byPath(word, root, nodes, cwd);
    if (found !== null) return { ...found, injected: found.project ? injected : files };
    return files.length > 0 ? { project: false, nodes: [], injected: files } : byName(word, nodes);
  });
  const meant = new Set(scopes.flatMap((scope) => scope.nodes));
  const files = new Set(scopes.flatMap((scope) => scope.injected ?? []));
  return {
    project: scopes.some(({ project }) => project),
    nodes: nodes.filter((name) => meant.has(name)),
    injected: injected.filter((file) => files.has(file)),
  };
}

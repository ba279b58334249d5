import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { didYouMean, didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../lib/errors/index.ts';
import { isVersionFolder } from '../../lib/naming/index.ts';
import { callsOf, folderName, nodeNames, type ProjectContracts } from '../../lib/project/index.ts';
import { mayDoSteps } from '../node/plan/index.ts';

/**
 * Adds the nodes that are rendered from the contracts of others in the scope: orchestrators that drive them. A contract
 * that cannot be read adds nothing; whoever renders that node reports it.
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

/** What a run looks at. */
export interface Scope {
  readonly project: boolean;
  /** Names of nodes, sorted. */
  readonly nodes: readonly string[];
  /** Files that have the event bus by `onex event-bus`: POSIX, from the project's root. */
  readonly injected?: readonly string[];
}

function isCalled(node: string, wanted: string): boolean {
  return (
    node === wanted || folderName(node) === wanted || callsOf(node).includes(wanted.replaceAll('-', '_'))
  );
}

/** Whether a folder is a node: it has a store, a manifest from before there were stores, or a version with a contract. */
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
 * The version of a node that a path means: its folder, or its contract. Null for a name, and for the folder of the node.
 * @throws UserError for another path in the folder of the node, and for a folder around it
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

/** Files with the event bus that a path means: itself, or those below it. */
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
 * Finds what is meant: all of the project, or folders and nodes by name.
 * @param wanted As typed; empty for everything.
 * @param injected All files of the project that have the event bus by `onex event-bus`.
 * @throws UserError for what is not there.
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

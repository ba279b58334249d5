import { posix } from 'node:path';
import { quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import {
  folderOfNode,
  isDeviceName,
  isVersionFolder,
  nodeFolder,
  parseDomain,
  parseNodeName,
  toPascal,
} from '../../../lib/naming/index.ts';
import { folderName, isCalled } from '../../../lib/project/index.ts';
import type { Naming } from './find-node.ts';
import { newestOf, type NodeModel } from '../contracts/model.ts';
import { refuseTaken } from './new-name.ts';
import type { NodeMove, Target } from './target.ts';

const FULL_NAME = /^node_[a-z0-9_]+_(?:effect|orchestrator|compute|reducer)$/;

/** A node's name with another short name, or another domain, in it. */
function withPart(name: string, from: string, to: string): string | null {
  const at = name.lastIndexOf(from);
  const isWord =
    at >= 0 && !/[a-z0-9]/i.test(name[at - 1] ?? '') && !/[a-z0-9]/i.test(name[at + from.length] ?? '');
  return isWord ? name.slice(0, at) + to + name.slice(at + from.length) : null;
}

function refuseFolder(folder: string, node: NodeModel, nodes: readonly NodeModel[]): void {
  const others = nodes.flatMap((other) => (other === node ? [] : [other.folder, newestOf(other).read.name]));
  refuseTaken(folder, node.folder, others, 'The project');
}

/** The full name that a user means: given as it is, or by the short name of the node. */
function fullName(node: NodeModel, to: string): { readonly name: string; readonly base: string } {
  const { read } = newestOf(node);
  const ending = `_${read.kind}`;
  const prefix = `node_${read.domain.replaceAll('-', '_')}_`;
  if (!FULL_NAME.test(to)) {
    const base = parseNodeName(to);
    const standard = nodeFolder(parseDomain(read.domain), read.baseName as never, read.kind);
    const name =
      read.name === standard
        ? nodeFolder(parseDomain(read.domain), base, read.kind)
        : withPart(read.name, read.baseName, base);
    if (name === null)
      throw new UserError(
        'ERR_ONEX_RENAME_REFUSED',
        `${read.name} does not contain ${quote(read.baseName)}; write the full new name`,
      );
    return { name, base };
  }
  if (!to.endsWith(ending))
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} is of a different kind than ${read.name}, which is an ${read.kind}; a rename keeps the kind`,
    );
  if (!to.startsWith(prefix))
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} is in a different domain than ${read.name}; rename the domain ${read.domain}, or take a name such as ${prefix}${to.split('_').at(-2)}${ending}`,
    );
  return { name: to, base: parseNodeName(to.slice(prefix.length, -ending.length)) };
}

/** Where a node goes that keeps its subfolder. */
const beside = (node: NodeModel, name: string): string =>
  posix.join(posix.dirname(node.folder), folderOfNode(name));

/** A node, by its short or full new name, or by the folder that it moves to. */
export function nodeTarget(node: NodeModel, to: string, { nodes }: Naming): Target {
  if (to.includes('/')) return folderTarget(node, to, nodes);
  const { read } = newestOf(node);
  const { name, base } = fullName(node, to);
  const folder = beside(node, name);
  refuseFolder(folder, node, nodes);
  const models = { from: toPascal(read.baseName), to: toPascal(base) };
  const move: NodeMove = { node, from: read.name, to: name, folder, models };
  const names = [
    { from: read.baseName, to: base },
    { from: read.name, to: name },
  ];
  return { kind: 'node', move, names };
}

/** Maximum depth of the search in folders below `nodes/`. */
const DEEPEST = 3;
const FOLDER = /^[A-Za-z][\w-]{0,63}$/;

/** Folders that tsc, git, or `onex graph check` ignores, so a node in one of them would not be found. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'coverage',
  'dist',
  'vendor',
  'venv',
]);

const cannotHoldNodes = (folder: string): boolean =>
  !FOLDER.test(folder) ||
  isVersionFolder(folder) ||
  isDeviceName(folder) ||
  LEFT_OUT.has(folder.toLowerCase());

/** The subfolder of `nodes/` that a user means: `sales/`, `nodes/sales/`, `sales/payment`; `nodes/` and `./` are the top. */
function subfolder(to: string, node: NodeModel): string {
  const parts = to.split('/').filter((part, index) => part !== '.' && !(part === 'nodes' && index === 0));
  const last = parts.pop() ?? '';
  if (last !== '' && folderName(node.folder) !== last && !isCalled(node.folder, last))
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} gives ${folderName(node.folder)} another name and another folder; rename it first, then move it: onex rename ${last} ${parts.join('/')}/`,
    );
  const wrong = parts.find(cannotHoldNodes);
  if (wrong !== undefined || parts.length > DEEPEST) {
    const why = wrong === undefined ? `is deeper than ${DEEPEST} folders` : `contains ${quote(wrong)}`;
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} ${why}; take a subfolder of nodes/ such as sales/`,
    );
  }
  return parts.join('/');
}

function folderTarget(node: NodeModel, to: string, nodes: readonly NodeModel[]): Target {
  const { read } = newestOf(node);
  const within = subfolder(to, node);
  const folder = posix.join(within, folderName(node.folder));
  const around = nodes.find((other) => within === other.folder || within.startsWith(`${other.folder}/`));
  if (around !== undefined)
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `nodes/${around.folder} is a node, which holds no other nodes`,
    );
  refuseFolder(folder, node, nodes);
  const pascal = toPascal(read.baseName);
  const models = { from: pascal, to: pascal };
  const move: NodeMove = { node, from: read.name, to: read.name, folder, models };
  return { kind: 'node', move, names: [{ from: `nodes/${node.folder}`, to: `nodes/${folder}` }] };
}

/** A domain: of all its nodes, and of the project. */
export function domainTarget(from: string, to: string, { nodes, domain }: Naming): Target {
  const own = nodes.filter((node) => newestOf(node).read.domain === from);
  if (own.length === 0 && domain !== from)
    throw new UserError('ERR_ONEX_NOT_FOUND', `The project has no domain ${quote(from)}`);
  const parsed = parseDomain(to);
  refuseTaken(parsed, from, [], 'The project');
  const [before, after] = [from.replaceAll('-', '_'), parsed.replaceAll('-', '_')];
  const moves = own.map((node): NodeMove => {
    const { read } = newestOf(node);
    const prefix = `node_${before}_`;
    const name = read.name.startsWith(prefix) ? `node_${after}_${read.name.slice(prefix.length)}` : read.name;
    const pascal = toPascal(read.baseName);
    if (name !== read.name) refuseFolder(beside(node, name), node, nodes);
    return {
      node,
      from: read.name,
      to: name,
      folder: beside(node, name),
      models: { from: pascal, to: pascal },
    };
  });
  return { kind: 'domain', from, to: parsed, moves, isOfProject: domain === from };
}

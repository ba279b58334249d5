import { didYouMean, quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import { callsOf, folderName, isCalled, shortName } from '../../../lib/project/index.ts';
import { newestOf, type NodeModel } from '../contracts/model.ts';
import type { Kind } from './target.ts';

/** What a run knows when it looks for what is meant. */
export interface Naming {
  readonly nodes: readonly NodeModel[];
  /** Domain of the project. */
  readonly domain: string;
  /** As given with `--type`. */
  readonly kind: Kind | null;
}

/** @throws UserError if no node, or more than one, has this name. */
export function findNodeModel(wanted: string, nodes: readonly NodeModel[]): NodeModel {
  const exact = nodes.filter((node) =>
    [node.folder, folderName(node.folder), newestOf(node).read.name].includes(wanted),
  );
  const found = exact.length > 0 ? exact : nodes.filter(({ folder }) => isCalled(folder, wanted));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const folders = nodes.map(({ folder }) => folder);
  if (found.length > 1)
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `${quote(wanted)} may mean ${found.map(({ folder }) => folder).join(' or ')}; write the full name`,
    );
  const known = folders.map((folder) => shortName(folder, folders)).join(', ') || 'no node';
  const hint = didYouMean(wanted, folders.flatMap(callsOf)) || ` The project has ${known}.`;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(wanted)} is neither a node nor a domain of the project.${hint}`,
  );
}

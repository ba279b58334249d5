import { quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import { folderName, isCalled } from '../../../lib/project/index.ts';
import { findNodeModel, type Naming } from './find-node.ts';
import { domainTarget, nodeTarget } from './move-target.ts';
import { newestOf, type NodeModel } from '../contracts/model.ts';
import { fieldTarget } from './field-target.ts';
import { partTarget } from './part-target.ts';
import { topicTarget } from './topic-target.ts';
import type { Kind, Target } from './target.ts';

const isTopic = (text: string, nodes: readonly NodeModel[]): boolean =>
  /^onex\.[a-z]+\./.test(text) ||
  nodes.some(({ versions }) =>
    versions.some(({ read: { topics } }) =>
      [...topics.subscribe, ...topics.publish].some(({ topic }) => topic === text),
    ),
  );

function inferredKind(from: string, { nodes, kind }: Naming): Kind | 'part' {
  if (kind !== null) return kind;
  if (isTopic(from, nodes)) return 'topic';
  if (from.includes(':')) return 'part';
  if (from.includes('.')) return 'field';
  const isNode = nodes.some(
    ({ folder }) => folder === from || folderName(folder) === from || isCalled(folder, from),
  );
  const isDomain = nodes.some((node) => newestOf(node).read.domain === from);
  if (isNode && isDomain)
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `${quote(from)} may mean a node or a domain; add --type node or --type domain`,
    );
  return isDomain ? 'domain' : 'node';
}

/**
 * Finds what a user wants to rename.
 * @throws UserError for a name that is not there, that may mean several things, or that cannot be given.
 */
export function findTarget(from: string, to: string, naming: Naming): Target {
  const kind = inferredKind(from, naming);
  switch (kind) {
    case 'topic':
      return topicTarget(from, to, naming);
    case 'domain':
      return domainTarget(from, to, naming);
    case 'node':
      return nodeTarget(findNodeModel(from, naming.nodes), to, naming);
    case 'field':
      return fieldTarget(from, to, naming);
    default:
      return partTarget(from, to, kind, naming);
  }
}

import { quote } from 'onex-cli-kit';
import { addTopic, insertItem, operationPath } from '../../../lib/contract/edit/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { fileOf, newestOf, readOrRefuse, type ModelVersion, type NodeModel } from './model.ts';
import type { Kind, Target } from '../target/target.ts';

/** Why the old name cannot stay as an alias, and what to do instead. */
const WITHOUT: Readonly<Partial<Record<Kind, string>>> = {
  node: 'a node has one name, which its consumer groups and its stored state contain; set the offsets of the new group before you start it',
  field:
    'a model reads a field by one name; make a new version of the node for senders that still use the old one',
  step: 'stored workflows know a step by one name; make a new version of the node (--node-version): workflows finish on the version that started them',
};

/** @throws UserError where neither the contract nor the runtime can carry the old name. */
export function refuseAlias({ kind }: Target): void {
  const why = WITHOUT[kind];
  if (why !== undefined)
    throw new UserError('ERR_ONEX_RENAME_REFUSED', `--alias is not possible for a ${kind}: ${why}`);
}

/**
 * Returns the topics that a version subscribes to only under the old name, and that no step of its workflow waits for.
 */
function oldTopics(before: ModelVersion, after: ModelVersion): string[] {
  const now = new Set(after.read.topics.subscribe.map(({ topic }) => topic));
  const replies = new Set(
    (before.read.workflow?.steps ?? []).flatMap(({ completedTopic, failedTopic }) => [
      completedTopic,
      failedTopic,
    ]),
  );
  return before.read.topics.subscribe
    .map(({ topic }) => topic)
    .filter((topic) => !now.has(topic) && !replies.has(topic));
}

function subscribed(before: ModelVersion, after: ModelVersion, file: string): ModelVersion {
  const topics = oldTopics(before, after);
  if (topics.length === 0) return after;
  const add = (text: string): string => {
    const read = readOrRefuse(text, file, after.origin);
    const missing = topics.filter((topic) => !read.topics.subscribe.some((one) => one.topic === topic));
    return missing.reduce((result, topic) => addTopic(result, read, topic, 'subscribe'), text);
  };
  const base = after.base();
  const newBase = base === null ? null : add(base);
  const contract = add(after.contract);
  return { ...after, contract, base: () => newBase, read: readOrRefuse(contract, file, after.origin) };
}

/** Returns the nodes after a rename of topics. They continue to read the old ones. */
export function withOldTopics(
  before: readonly NodeModel[],
  after: readonly NodeModel[],
): readonly NodeModel[] {
  return after.map((node, index) => ({
    ...node,
    versions: node.versions.map((version, place) =>
      subscribed(before[index]!.versions[place]!, version, fileOf(node.folder, version)),
    ),
  }));
}

/** Returns the nodes after a rename of an operation. It still accepts its old name. */
export function withOldOperation(
  { node, from, to }: { readonly node: NodeModel; readonly from: string; readonly to: string },
  before: readonly NodeModel[],
  after: readonly NodeModel[],
): readonly NodeModel[] {
  const add = (text: string): string => {
    const path = operationPath(text, to);
    if (path === null)
      throw new UserError(
        'ERR_ONEX_RENAME_REFUSED',
        `${node.folder} does not list the operation ${quote(to)}, so its contract has no place for an alias; list it under operations first`,
      );
    return insertItem(text, [...path, 'aliases'], from);
  };
  return after.map((one, index) => {
    if (before[index] !== node) return one;
    const newest = newestOf(one);
    const contract = add(newest.contract);
    const base = newest.base();
    const newBase = base === null || operationPath(base, to) === null ? base : add(base);
    const read = readOrRefuse(contract, fileOf(one.folder, newest), newest.origin);
    return {
      ...one,
      versions: [...one.versions.slice(0, -1), { ...newest, contract, base: () => newBase, read }],
    };
  });
}

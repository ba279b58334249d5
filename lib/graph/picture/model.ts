import type { MeshNode } from 'onex-runtime/contract';
import { linksOf } from 'onex-runtime/contract';

/** The kind of message of a topic, by the second part of its name. */
export type Category = 'command' | 'event' | 'intent' | 'other';

/** Topics with the same publishers, subscribers, and category. Nodes are named by their index. */
export interface TopicGroup {
  readonly category: Category;
  readonly topics: readonly string[];
  readonly publishers: readonly number[];
  readonly subscribers: readonly number[];
}

const CATEGORIES: Readonly<Record<string, Category>> = { cmd: 'command', evt: 'event', intent: 'intent' };
const ORDER: readonly Category[] = ['command', 'event', 'intent', 'other'];

export function categoryOf(topic: string): Category {
  const [, category = ''] = topic.split('.');
  return Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category]! : 'other';
}

/** Groups all topics of some nodes, in the order of the nodes, with commands before events. */
export function topicGroups(nodes: readonly MeshNode[]): readonly TopicGroup[] {
  const { published, read } = linksOf(nodes);
  const index = new Map(nodes.map((node, position) => [node, position]));
  const ends = (list: readonly { readonly node: MeshNode }[] = []): number[] =>
    [...new Set(list.map(({ node }) => index.get(node)!))].toSorted((a, b) => a - b);
  const topics = [...new Set([...published.keys(), ...read.keys()])].toSorted();
  const groups = Map.groupBy(topics, (topic) =>
    JSON.stringify([ORDER.indexOf(categoryOf(topic)), ends(published.get(topic)), ends(read.get(topic))]),
  );
  return [...groups.values()]
    .map((members) => ({
      category: categoryOf(members[0]!),
      topics: members,
      publishers: ends(published.get(members[0]!)),
      subscribers: ends(read.get(members[0]!)),
    }))
    .toSorted(
      (one, other) =>
        firstOf(one) - firstOf(other) || ORDER.indexOf(one.category) - ORDER.indexOf(other.category),
    );
}

const firstOf = ({ publishers, subscribers }: TopicGroup): number => Math.min(...publishers, ...subscribers);

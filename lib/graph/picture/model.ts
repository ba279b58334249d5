import { linksOf, type MeshNode } from 'onex-runtime/contract';

/** The kinds of messages, in the order of the topics of a node and of the legend. */
export const CATEGORIES = ['command', 'event', 'intent', 'other'] as const;

/** The kind of message of a topic, by the second part of its name. */
export type Category = (typeof CATEGORIES)[number];

/** Topics with the same publishers, subscribers, and category. Nodes are named by their index. */
export interface TopicGroup {
  readonly category: Category;
  readonly topics: readonly string[];
  readonly publishers: readonly number[];
  readonly subscribers: readonly number[];
}

const IN_TOPICS: ReadonlyMap<string, Category> = new Map([
  ['cmd', 'command'],
  ['evt', 'event'],
  ['intent', 'intent'],
]);

function categoryOf(topic: string): Category {
  const [, category = ''] = topic.split('.');
  return IN_TOPICS.get(category) ?? 'other';
}

/** Groups all topics of some nodes, in the order of the nodes, with commands before events. */
export function topicGroups(nodes: readonly MeshNode[]): readonly TopicGroup[] {
  const { published, read } = linksOf(nodes);
  const index = new Map(nodes.map((node, position) => [node, position]));
  const ends = (list: readonly { readonly node: MeshNode }[] = []): number[] =>
    [...new Set(list.map(({ node }) => index.get(node)!))].toSorted((a, b) => a - b);
  const topics = [...new Set([...published.keys(), ...read.keys()])].toSorted().map((topic) => ({
    topic,
    category: categoryOf(topic),
    publishers: ends(published.get(topic)),
    subscribers: ends(read.get(topic)),
  }));
  const groups = Map.groupBy(topics, ({ category, publishers, subscribers }) =>
    JSON.stringify([category, publishers, subscribers]),
  );
  return [...groups.values()]
    .map((members) => {
      const { category, publishers, subscribers } = members[0]!;
      return { category, publishers, subscribers, topics: members.map(({ topic }) => topic) };
    })
    .toSorted(
      (one, other) =>
        firstOf(one) - firstOf(other) ||
        CATEGORIES.indexOf(one.category) - CATEGORIES.indexOf(other.category),
    );
}

const firstOf = ({ publishers, subscribers }: TopicGroup): number => Math.min(...publishers, ...subscribers);

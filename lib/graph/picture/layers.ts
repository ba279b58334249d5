import type { TopicGroup } from './model.ts';

/**
 * Returns the column of each node, right of every node that sends it a message. Links that would close a cycle are left
 * out, and events are added last. A node is therefore right of the node that commands it, and its replies go left.
 * @param count Number of nodes.
 */
export function layersOf(count: number, groups: readonly TopicGroup[]): readonly number[] {
  const next: Set<number>[] = Array.from({ length: count }, () => new Set());
  const reaches = (from: number, to: number): boolean => {
    const seen = new Set([from]);
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === to) return true;
      const unseen = [...next[node]!].filter((one) => !seen.has(one));
      for (const one of unseen) seen.add(one);
      open.push(...unseen);
    }
    return false;
  };
  const ordered = [
    ...groups.filter(({ category }) => category !== 'event'),
    ...groups.filter(({ category }) => category === 'event'),
  ];
  for (const { publishers, subscribers } of ordered) {
    for (const from of publishers)
      for (const to of subscribers) if (!next[from]!.has(to) && !reaches(to, from)) next[from]!.add(to);
  }
  return longestPaths(next);
}

/** Returns the length of the longest path to each node of an acyclic graph. */
function longestPaths(next: readonly ReadonlySet<number>[]): number[] {
  const layer = next.map(() => 0);
  const waiting = next.map(() => 0);
  for (const targets of next) for (const to of targets) waiting[to]!++;
  const open = waiting.flatMap((count, node) => (count === 0 ? [node] : []));
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    for (const to of next[node]!) {
      layer[to] = Math.max(layer[to]!, layer[node]! + 1);
      if (--waiting[to]! === 0) open.push(to);
    }
  }
  return layer;
}

/**
 * Returns the column of topics for each group: 0 is left of the first nodes, 1 is right of them, and so on. Topics of a
 * single node are outside: left of the first column of nodes, otherwise left of the node that reads them or right of
 * the node that publishes them.
 */
export function gapsOf(groups: readonly TopicGroup[], layers: readonly number[]): readonly number[] {
  const isDeep = layers.some((layer) => layer > 0);
  return groups.map(({ publishers, subscribers }) => {
    const at = [...publishers, ...subscribers].map((node) => layers[node]!);
    const first = Math.min(...at);
    if (subscribers.length === 0) return isDeep && first === 0 ? 0 : Math.max(...at) + 1;
    if (publishers.length === 0) return first;
    return first + 1;
  });
}

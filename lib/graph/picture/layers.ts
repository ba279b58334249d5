import type { TopicGroup } from './model.ts';

/**
 * The column of each node: right of every node that sends it something. Links that would close a cycle are left out, and
 * events are the last to be taken in, so a node is right of the one that commands it and answers to the left.
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

/** Length of the longest path to each node of a graph without cycles. */
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
 * The column of topics for each group: 0 is left of the first nodes, 1 right of them, and so on. Topics of one node and of
 * no other are outside: left of the first column of nodes, else left of the node that reads them or right of the one that
 * publishes them.
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

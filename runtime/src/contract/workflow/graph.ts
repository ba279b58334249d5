/** A step's id and what it waits for. */
export interface GraphNode {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/** The first cycle among the nodes as `[a, b, a]`, or null. Dependencies that do not exist are ignored. Iterative. */
export function findCycle(nodes: readonly GraphNode[]): readonly string[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node.dependsOn]));
  const done = new Set<string>();
  for (const { id } of nodes) {
    if (done.has(id)) continue;
    const path = [id];
    const onPath = new Set(path);
    const cursors = [0];
    while (path.length > 0) {
      const current = path.at(-1) as string;
      const cursor = cursors.at(-1) as number;
      const next = byId.get(current)?.[cursor];
      if (next === undefined) {
        done.add(current);
        onPath.delete(current);
        path.pop();
        cursors.pop();
        continue;
      }
      cursors[cursors.length - 1] = cursor + 1;
      if (onPath.has(next)) return [...path.slice(path.indexOf(next)), next];
      if (done.has(next) || !byId.has(next)) continue;
      path.push(next);
      onPath.add(next);
      cursors.push(0);
    }
  }
  return null;
}

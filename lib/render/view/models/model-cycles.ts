import { fieldsOf, namesIn, type Definitions } from '../source/index.ts';

type Edges = ReadonlyMap<string, readonly string[]>;

/**
 * Returns models in the order in which a depth-first walk leaves them. It does not recurse, because a contract may
 * chain thousands of models.
 */
function leavingOrder(edges: Edges): string[] {
  const entered = new Set<string>();
  const left: string[] = [];
  for (const start of edges.keys()) {
    if (entered.has(start)) continue;
    entered.add(start);
    const path = [{ name: start, next: (edges.get(start) ?? []).values() }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value: name } = top.next.next();
      if (name === undefined) {
        left.push(top.name);
        path.pop();
      } else if (edges.has(name) && !entered.has(name)) {
        entered.add(name);
        path.push({ name, next: (edges.get(name) ?? []).values() });
      }
    }
  }
  return left;
}

function reversed(edges: Edges): Edges {
  const back = new Map([...edges.keys()].map((name): [string, string[]] => [name, []]));
  for (const [name, others] of edges) for (const other of others) back.get(other)?.push(name);
  return back;
}

/**
 * Returns, for each model that a contract defines, the number of its group of mutually reachable models (Kosaraju's
 * algorithm). A model that refers to one of its own group is recursive.
 */
export function modelGroups(names: Iterable<string>, definitions: Definitions): ReadonlyMap<string, number> {
  const edges = new Map(
    [...names].map((name) => [name, namesIn(fieldsOf(name, definitions) ?? [])] as const),
  );
  const back = reversed(edges);
  const groups = new Map<string, number>();
  for (const [group, start] of leavingOrder(edges).toReversed().entries()) {
    if (groups.has(start)) continue;
    groups.set(start, group);
    const queue = [start];
    for (const name of queue) {
      for (const other of back.get(name) ?? []) {
        if (groups.has(other)) continue;
        groups.set(other, group);
        queue.push(other);
      }
    }
  }
  return groups;
}

import type { Node } from '../../injection/parse/node.ts';

/** How often something holds in a module, and where first: an offset. */
export interface Fact {
  readonly count: number;
  readonly at: number;
  /** The name that it is about. */
  readonly name: string;
}

/** Facts by what they say: `total is declared twice`. */
export type Facts = Map<string, Fact>;

/** Notes one more case of a fact. */
export function addTo(facts: Facts, key: string, name: string, { start }: Node): void {
  const known = facts.get(key);
  facts.set(key, { count: (known?.count ?? 0) + 1, at: Math.min(known?.at ?? start, start), name });
}

/** Notes a fact that holds `count` times at one place; the place with most cases is kept. */
export function raiseTo(facts: Facts, key: string, name: string, count: number, { start }: Node): void {
  const known = facts.get(key);
  if (count > (known?.count ?? 1)) facts.set(key, { count, at: start, name });
}

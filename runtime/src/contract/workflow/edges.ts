import { quote } from 'onex-cli-kit';
import { firstOf, forPeople, isMapping, items, mistake, type Place, word } from '../read/values/index.ts';
import type { WrittenStep } from './read-workflow.ts';

interface PlacedStep {
  readonly step: WrittenStep;
  readonly place: Place;
}

/**
 * Steps with what the `edges` of a graph add to what they wait for: `{from: a, to: b}` makes b wait for a, and so does
 * `a -> b`.
 */
export function withEdges(edges: Place | null, steps: readonly PlacedStep[]): readonly PlacedStep[] {
  if (edges === null) return steps;
  const ids = new Set(steps.map(({ step }) => step.id));
  const waits = new Map<string, Set<string>>();
  for (const item of items(edges)) {
    const edge = readEdge(item);
    if (edge === null) continue;
    const unknown = [edge.from, edge.to].find((id) => !ids.has(id));
    if (unknown === undefined) waits.set(edge.to, (waits.get(edge.to) ?? new Set()).add(edge.from));
    else mistake(item, `${quote(unknown)} is not a step; the edge is ignored`);
  }
  return steps.map(({ step, place }) => {
    const dependsOn = [...new Set([...step.dependsOn, ...(waits.get(step.id) ?? [])])];
    return { step: { ...step, dependsOn }, place };
  });
}

function readEdge(item: Place): { readonly from: string; readonly to: string } | null {
  if (!isMapping(item.value)) {
    const [from = '', to = '', ...more] = (word(item) ?? '').split(/->|→/).map((id) => id.trim());
    if (from !== '' && to !== '' && more.length === 0) return { from, to };
    mistake(item, 'expected an edge such as {from: pay, to: ship}; it has no effect');
    return null;
  }
  forPeople(item, 'version', 'description', 'label');
  const from = word(firstOf(item, 'from', 'from_node', 'source', 'source_node', 'from_step'));
  const to = word(firstOf(item, 'to', 'to_node', 'target', 'target_node', 'to_step'));
  if (from !== null && to !== null) return { from, to };
  mistake(item, 'an edge has a step under from and one under to; it has no effect');
  return null;
}

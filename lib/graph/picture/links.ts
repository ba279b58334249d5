import type { Category, TopicGroup } from './model.ts';
import type { Size } from './boxes.ts';
import type { Spot } from './place.ts';

/** A line between a card and a box of topics. */
export interface Link {
  readonly category: Category;
  readonly from: Spot;
  readonly to: Spot;
  /** Whether the line ends with an arrow: at a subscriber, or at topics that no node of the mesh reads. */
  readonly hasArrow: boolean;
}

interface End {
  readonly node: number;
  readonly group: number;
  readonly isRead: boolean;
}

/**
 * Returns the lines of all topics. The ends at a card are distributed over its side, in the order of the connected
 * boxes.
 */
export function linksOfGroups(
  groups: readonly TopicGroup[],
  sizes: readonly Size[],
  spots: readonly Spot[],
  nodes: number,
): readonly Link[] {
  const middle = (box: number): number => spots[box]!.y + sizes[box]!.height / 2;
  const center = (box: number): number => spots[box]!.x + sizes[box]!.width / 2;
  const ends: readonly End[] = groups.flatMap(({ publishers, subscribers }, index) => [
    ...publishers.map((node) => ({ node, group: nodes + index, isRead: false })),
    ...subscribers.map((node) => ({ node, group: nodes + index, isRead: true })),
  ]);
  const isRight = ({ node, group }: End): boolean => center(group) > center(node);
  const sideOf = (end: End): string => `${end.node} ${isRight(end)}`;
  const sides = Map.groupBy(
    ends.toSorted((one, other) => middle(one.group) - middle(other.group) || one.group - other.group),
    sideOf,
  );
  const port = (end: End): Spot => {
    const { node } = end;
    const side = sides.get(sideOf(end))!;
    const y = spots[node]!.y + (sizes[node]!.height * (side.indexOf(end) + 1)) / (side.length + 1);
    return { x: spots[node]!.x + (isRight(end) ? sizes[node]!.width : 0), y };
  };
  return ends.map((end) => {
    const { group, isRead } = end;
    const atCard = port(end);
    const atTopics = { x: spots[group]!.x + (isRight(end) ? 0 : sizes[group]!.width), y: middle(group) };
    const { category, subscribers } = groups[group - nodes]!;
    return isRead
      ? { category, hasArrow: true, from: atTopics, to: atCard }
      : { category, hasArrow: subscribers.length === 0, from: atCard, to: atTopics };
  });
}

/** A curve that leaves and arrives horizontally. */
export function curve({ category, from, to, hasArrow }: Link): string {
  const bend = (to.x - from.x) / 2;
  const [a, b] = [from.x + bend, to.x - bend].map(round);
  const marker = hasArrow ? ` marker-end="url(#mesh-${category})"` : '';
  return `<path class="link ${category}" d="M${round(from.x)} ${round(from.y)} C${a} ${round(from.y)} ${b} ${round(to.y)} ${round(to.x)} ${round(to.y)}"${marker}/>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

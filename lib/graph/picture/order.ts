const SWEEPS = 12;

/** A box of a column and its linked boxes, each by its index in the list of all boxes. */
export interface Linked {
  readonly column: number;
  readonly links: readonly number[];
}

/** Orders the boxes of each column from top to bottom by mean positions, so few links cross. */
export function orderColumns(boxes: readonly Linked[], columns: number): readonly (readonly number[])[] {
  let order = Array.from({ length: columns }, (_, column) =>
    boxes.flatMap((box, index) => (box.column === column ? [index] : [])),
  );
  let best = order;
  let fewest = crossings(order, boxes);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    order = sweepOnce(order, boxes, sweep % 2 === 0);
    const found = crossings(order, boxes);
    if (found < fewest) [best, fewest] = [order, found];
  }
  return best;
}

function sweepOnce(order: number[][], boxes: readonly Linked[], isForward: boolean): number[][] {
  const next = order.map((column) => [...column]);
  const columns = [...next.keys()];
  for (const column of isForward ? columns : columns.toReversed()) {
    const place = positions(next);
    const mean = (box: number): number => {
      const { links } = boxes[box]!;
      const others = links.filter((link) =>
        isForward ? boxes[link]!.column < column : boxes[link]!.column > column,
      );
      if (others.length === 0) return place.get(box)!;
      return others.reduce((sum, link) => sum + place.get(link)!, 0) / others.length;
    };
    const means = new Map(next[column]!.map((box) => [box, mean(box)]));
    next[column] = next[column]!.toSorted(
      (a, b) => means.get(a)! - means.get(b)! || place.get(a)! - place.get(b)!,
    );
  }
  return next;
}

/** Returns the position of each box in its column, from 0 to 1, so columns of different lengths can be compared. */
function positions(order: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  return new Map(
    order.flatMap((column) => column.map((box, index) => [box, (index + 0.5) / column.length] as const)),
  );
}

/** Counts the crossing pairs of links between neighboring columns. */
function crossings(order: readonly (readonly number[])[], boxes: readonly Linked[]): number {
  const place = positions(order);
  let count = 0;
  for (const column of order) {
    const links = column.flatMap((box) =>
      boxes[box]!.links.filter((link) => boxes[link]!.column === boxes[box]!.column + 1).map(
        (link) => [place.get(box)!, place.get(link)!] as const,
      ),
    );
    for (const [index, [a, b]] of links.entries())
      for (const [c, d] of links.slice(index + 1)) if ((a - c) * (b - d) < 0) count++;
  }
  return count;
}

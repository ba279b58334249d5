import type { Size } from './boxes.ts';
import { orderColumns, type Linked } from './order.ts';

const SWEEPS = 24;

/** A linked box with a known size. */
export type Sized = Linked & Size;

/** Upper left corner of a box. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly spots: readonly Spot[];
  readonly width: number;
  readonly height: number;
}

export interface Spacing {
  readonly margin: number;
  /** Distance between two columns. */
  readonly across: number;
  /** Distance between two boxes of a column. */
  readonly down: number;
}

/**
 * Places boxes in columns, each as near to the height of its linked boxes as its neighbors allow. The boxes of a column
 * have the same width.
 */
export function placeBoxes(
  boxes: readonly Sized[],
  columns: number,
  { margin, across, down }: Spacing,
): Placed {
  const order = orderColumns(boxes, columns);
  const top = boxes.map(() => 0);
  const middle = (box: number): number => top[box]! + boxes[box]!.height / 2;
  for (const column of order) stack(column, boxes, down, top, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? order : order.toReversed()) {
      stack(column, boxes, down, top, (box) => {
        const { links, height } = boxes[box]!;
        if (links.length === 0) return top[box]!;
        return links.reduce((sum, link) => sum + middle(link), 0) / links.length - height / 2;
      });
    }
  }
  const highest = Math.min(...top);
  const lefts: number[] = [];
  let x = margin;
  for (const column of order) {
    lefts.push(x);
    const [first] = column;
    if (first !== undefined) x += boxes[first]!.width + across;
  }
  const spots = boxes.map(({ column }, box) => ({
    x: lefts[column]!,
    y: Math.round(top[box]! - highest + margin),
  }));
  const lowest = Math.max(margin, ...boxes.map(({ height }, box) => spots[box]!.y + height));
  return { spots, width: x - across + margin, height: lowest + margin };
}

/** Places the tops of a column's boxes as near to the wanted ones as their order and distance allow (least squares). */
function stack(
  column: readonly number[],
  boxes: readonly Sized[],
  down: number,
  top: number[],
  wanted: (box: number) => number,
): void {
  // Without heights and distances, the tops only have to ascend, so blocks of boxes move together to their mean.
  const offsets: number[] = [];
  let offset = 0;
  for (const box of column) {
    offsets.push(offset);
    offset += boxes[box]!.height + down;
  }
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, box] of column.entries()) {
    blocks.push({ sum: wanted(box) - offsets[index]!, count: 1 });
    for (;;) {
      const [one, other] = blocks.slice(-2);
      if (other === undefined || one!.sum / one!.count <= other.sum / other.count) break;
      blocks.splice(-2, 2, { sum: one!.sum + other.sum, count: one!.count + other.count });
    }
  }
  let index = 0;
  for (const { sum, count } of blocks)
    for (let member = 0; member < count; member++, index++)
      top[column[index]!] = sum / count + offsets[index]!;
}

import type { PatternNode } from './parse.ts';

/** Steps that all texts of one pattern may take to find. */
const MOST_STEPS = 20_000;

/** In the order in which they make a readable text. */
const READABLE = [
  ...'abcdefghijklmnopqrstuvwxyz',
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ...'0123456789',
  ...String.raw`-_ .,:;/@#+*=%&$!?'"()[]{}<>|~^\``,
];

/** What is known of a pattern while texts are made from it. */
interface Making {
  /** Longest text that is of use, in UTF-16 units. */
  readonly longest: number;
  readonly lengths: Map<PatternNode, ReadonlySet<number>>;
  /** Which of several characters is taken. */
  choice: number;
  steps: number;
}

/**
 * Texts of the pattern, the shortest first, with other characters in each round; not every one matches, since anchors
 * and look-around are passed over. None where finding the lengths would take too long.
 */
export function* textsOf(
  node: PatternNode,
  { least, longest, rounds }: { readonly least: number; readonly longest: number; readonly rounds: number },
): Generator<string> {
  const lengths = new Map<PatternNode, ReadonlySet<number>>();
  const making: Making = { longest, lengths, choice: 0, steps: 0 };
  const found = [...lengthsOf(node, making)].filter((length) => length >= least && length <= longest);
  if (making.steps > MOST_STEPS) return;
  // An empty text says little where another will do.
  const sorted = found.toSorted((one, other) => Number(one === 0) - Number(other === 0) || one - other);
  for (let choice = 0; choice < rounds; choice += 1) {
    for (const length of sorted.slice(0, rounds)) {
      making.choice = choice;
      const text = make(node, length, making);
      if (text !== null) yield text;
    }
  }
}

/** Lengths that texts of a part may have, as far as they are of use. */
function lengthsOf(node: PatternNode, making: Making): ReadonlySet<number> {
  const known = making.lengths.get(node);
  if (known !== undefined) return known;
  const found = findLengths(node, making);
  making.lengths.set(node, found);
  return found;
}

function findLengths(node: PatternNode, making: Making): ReadonlySet<number> {
  switch (node.kind) {
    case 'empty':
      return new Set([0]);
    case 'characters': {
      const [character] = charactersOf(node);
      return new Set(character === undefined ? [] : [character.length]);
    }
    case 'choice':
      return new Set(node.parts.flatMap((part) => [...lengthsOf(part, making)]));
    case 'sequence': {
      let sums: ReadonlySet<number> = new Set([0]);
      for (const part of node.parts) sums = sum(sums, lengthsOf(part, making), making);
      return sums;
    }
    default:
      return repeatedLengths(node, making);
  }
}

function repeatedLengths(
  { part, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
  making: Making,
): ReadonlySet<number> {
  const one = lengthsOf(part, making);
  const found = new Set<number>();
  let sums: ReadonlySet<number> = new Set([0]);
  for (let times = 0; times <= most && sums.size > 0 && making.steps <= MOST_STEPS; times += 1) {
    const before = found.size;
    if (times >= least) for (const length of sums) found.add(length);
    // Nothing but the empty text was added: it goes on like that without end.
    if (times > least && found.size === before) break;
    sums = sum(sums, one, making);
  }
  return found;
}

function sum(one: ReadonlySet<number>, other: ReadonlySet<number>, making: Making): ReadonlySet<number> {
  const sums = new Set<number>();
  making.steps += one.size * other.size + 1;
  if (making.steps > MOST_STEPS) return sums;
  for (const a of one) for (const b of other) if (a + b <= making.longest) sums.add(a + b);
  return sums;
}

/** A text of a part with a length that it may have; null where there is none. */
function make(node: PatternNode, length: number, making: Making): string | null {
  switch (node.kind) {
    case 'empty':
      return length === 0 ? '' : null;
    case 'characters': {
      const fitting = charactersOf(node).filter((character) => character.length === length);
      return fitting[making.choice % Math.max(1, fitting.length)] ?? null;
    }
    case 'choice': {
      const fitting = node.parts.filter((part) => lengthsOf(part, making).has(length));
      const part = fitting[making.choice % Math.max(1, fitting.length)];
      return part === undefined ? null : make(part, length, making);
    }
    case 'sequence':
      return makeParts(node.parts, length, making);
    default: {
      const { part, least, most } = node;
      const [shortest = 0] = [...lengthsOf(part, making)].filter((one) => one > 0).toSorted((a, b) => a - b);
      if (length === 0 && least === 0) return '';
      const longest = Math.min(most, Math.max(least, shortest === 0 ? least : Math.ceil(length / shortest)));
      for (let times = Math.max(1, least); times <= longest; times += 1) {
        const text = makeParts(
          Array.from({ length: times }, () => part),
          length,
          making,
        );
        if (text !== null) return text;
      }
      return null;
    }
  }
}

/** Shares a length out among parts that stand one behind the other. */
function makeParts(parts: readonly PatternNode[], length: number, making: Making): string | null {
  const reached: ReadonlySet<number>[] = [new Set([0])];
  for (const part of parts) reached.push(sum(reached.at(-1) ?? new Set(), lengthsOf(part, making), making));
  if (reached.at(-1)?.has(length) !== true) return null;
  const texts: string[] = [];
  let left = length;
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (part === undefined) return null;
    const own = [...lengthsOf(part, making)].find((one) => reached[index]?.has(left - one) === true);
    const text = own === undefined ? null : make(part, own, making);
    if (own === undefined || text === null) return null;
    texts.unshift(text);
    left -= own;
  }
  return texts.join('');
}

const found = new WeakMap<PatternNode, readonly string[]>();

function charactersOf(node: Extract<PatternNode, { kind: 'characters' }>): readonly string[] {
  const known = found.get(node);
  if (known !== undefined) return known;
  const all = [...new Set([...READABLE, ...node.listed])].filter((character) => node.has(character));
  found.set(node, all);
  return all;
}

/** Length of the shortest text of a part, in UTF-16 units. */
export function shortestOf(node: PatternNode): number {
  switch (node.kind) {
    case 'empty':
      return 0;
    case 'characters':
      return charactersOf(node)[0]?.length ?? 1;
    case 'choice':
      return node.parts.reduce((least, part) => Math.min(least, shortestOf(part)), Infinity);
    case 'sequence':
      return node.parts.reduce((total, part) => total + shortestOf(part), 0);
    default:
      return node.least === 0 ? 0 : node.least * shortestOf(node.part);
  }
}

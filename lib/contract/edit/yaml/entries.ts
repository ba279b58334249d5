import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { columnOf, type OpenText } from './open.ts';

/** An item of a list, or a pair of a mapping. */
export interface Entry {
  /** Offset of its dash, or of its key. */
  readonly start: number;
  /** Offset after its last character, without comments and line ends. */
  readonly end: number;
  readonly column: number;
}

interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

interface Source {
  readonly start: readonly Token[];
  readonly sep?: readonly Token[];
}

const startOf = (node: unknown): number | null => (node as Node | null)?.range?.[0] ?? null;

/** Anchors and tags precede a node and belong to it. */
function firstToken(tokens: readonly Token[] | undefined, ...types: readonly string[]): number | null {
  return tokens?.find(({ type }) => types.includes(type))?.offset ?? null;
}

/** Returns the offset after the last significant character of a node. */
function endOf(node: Node, open: OpenText): number {
  const { range } = node;
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    const ends = entriesOf(node as YAMLMap | YAMLSeq, open);
    return ends.at(-1)!.end;
  }
  const end = range?.[1] ?? 0;
  // A block scalar includes its own last line end.
  const block = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');
  return block ? (range?.[0] ?? 0) + open.text.slice(range?.[0], end).trimEnd().length : end;
}

/** Returns the entries of a collection in order. */
export function entriesOf(collection: YAMLMap | YAMLSeq, open: OpenText): readonly Entry[] {
  const { text } = open;
  const isBlock = collection.flow !== true;
  if (isMap(collection)) {
    return (collection.items as readonly Pair[]).map((pair) => {
      const source = (pair as unknown as { srcToken?: Source }).srcToken;
      const start = firstToken(source?.start, 'anchor', 'tag', 'explicit-key-ind') ?? startOf(pair.key) ?? 0;
      return { start, end: endOfPair(pair, source, open), column: columnOf(text, start) };
    });
  }
  const items = (collection as unknown as { srcToken?: { items: readonly Source[] } }).srcToken?.items ?? [];
  const dashes = items.flatMap(({ start }) => firstToken(start, 'seq-item-ind') ?? []);
  return (collection.items as readonly unknown[]).map((item, index) => {
    const dash = isBlock ? dashes[index]! : (startOfItem(item) ?? 0);
    const end = isPair(item) ? endOfPair(item, undefined, open) : endOf(item as Node, open);
    return { start: dash, end: Math.max(end, dash + (isBlock ? 1 : 0)), column: columnOf(text, dash) };
  });
}

/** `[a: 1]` is a list of a pair. */
const startOfItem = (item: unknown): number | null => startOf(isPair(item) ? item.key : item);

function endOfPair(pair: Pair, source: Source | undefined, open: OpenText): number {
  const colon = firstToken(source?.sep, 'map-value-ind');
  const behindKey = colon === null ? ((pair.key as Node).range?.[1] ?? 0) : colon + 1;
  return pair.value == null ? behindKey : Math.max(behindKey, endOf(pair.value as Node, open));
}

import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { KeyPath } from 'onex-runtime/contract';
import { UneditableError } from './uneditable.ts';

/** The layout of a text, as far as new lines must follow it. */
export interface Layout {
  readonly eol: '\n' | '\r\n';
  /** Columns between a mapping and one within it. */
  readonly indent: number;
  /** Whether the dashes of a list are indented deeper than its key. */
  readonly indentSeq: boolean;
}

/** A YAML text with its parse tree. Offsets are those of `text`. */
export interface OpenText {
  readonly text: string;
  readonly document: Document;
  readonly layout: Layout;
  fault(why: string, offset: number): UneditableError;
}

/** Scalars stay texts, so numbers and dates are read only by the rules of the contract's reader. */
const OPTIONS = {
  schema: 'failsafe',
  keepSourceTokens: true,
  prettyErrors: false,
  uniqueKeys: false,
} as const;

/**
 * @param text Without a byte order mark.
 * @throws UneditableError for a text that is not YAML
 */
export function openText(text: string): OpenText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { ...OPTIONS, lineCounter });
  const fault = (why: string, offset: number): UneditableError => {
    const { line, col } = lineCounter.linePos(offset);
    return new UneditableError(why, { line: Math.max(line, 1), column: Math.max(col, 1) });
  };
  const [error] = document.errors;
  if (error !== undefined) throw fault(error.message, error.pos[0]);
  return { text, document, layout: layoutOf(text, document), fault };
}

export const columnOf = (text: string, offset: number): number =>
  offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** Determined by the first nested mapping and the first list under a key. */
function layoutOf(text: string, document: Document): Layout {
  let indent: number | null = null;
  let indentSeq: boolean | null = null;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.range == null) return;
      const column = columnOf(text, key.range[0]);
      if (isMap(value) && value.flow !== true && value.range) {
        indent ??= columnOf(text, value.range[0]) - column;
      }
      if (isSeq(value) && value.flow !== true && value.range) {
        indentSeq ??= columnOf(text, value.range[0]) > column;
      }
    },
  });
  const step = indent ?? 2;
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    indent: step > 0 && step < 9 ? step : 2,
    indentSeq: indentSeq ?? true,
  };
}

/** Returns the key of a pair as written, without quotes. */
export function keyOf({ key }: Pair): string | null {
  return isScalar(key) ? String(key.value) : null;
}

export function pairOf(map: YAMLMap, key: string): Pair | null {
  return (map.items as readonly Pair[]).find((pair) => isPair(pair) && keyOf(pair) === key) ?? null;
}

/**
 * Returns the node at a path; null if the path does not exist, and for a key without a value.
 * @throws UneditableError if the path leads through an alias, because the edit would also change other places
 */
export function nodeAt({ document, fault }: OpenText, path: KeyPath): Node | null {
  let node: unknown = document.contents;
  for (const key of path) {
    if (isMap(node)) node = pairOf(node, String(key))?.value;
    else if (isSeq(node)) node = node.items[Number(key)];
    else return null;
    if (isAlias(node)) throw fault('is written through an alias', node.range?.[0] ?? 0);
  }
  return (node ?? null) as Node | null;
}

/** @throws UneditableError */
export function collectionAt(open: OpenText, path: KeyPath): YAMLMap | YAMLSeq | null {
  const node = nodeAt(open, path);
  return isMap(node) || isSeq(node) ? node : null;
}

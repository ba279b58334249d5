import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Tree } from '../../tree.ts';
import { trailEnd } from './gaps.ts';
import { notesOf } from './notes.ts';
import type { Origin, Source } from '../types.ts';

const GAP = /\s+|,|#[^\n]*/y;

/**
 * Parses a single document without errors and without aliases, which could not be merged separately from their anchors.
 */
function documentOf(text: string): Document | null {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  if (!Array.isArray(documents) || documents.length !== 1 || documents[0]!.errors.length > 0) return null;
  const [document] = documents;
  let plain = true;
  visit(document!, {
    Node(_key, node) {
      const tagged = !isAlias(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,');
      if (isAlias(node) || node.anchor !== undefined || tagged) plain = false;
    },
  });
  return plain ? document! : null;
}

/** A pair or an item: its start, its key, and its value. */
interface Place {
  readonly entry: number;
  readonly key: Node | null;
  readonly value: Node | null;
}

function placesOf(node: YAMLMap | YAMLSeq): Place[] | null {
  const isFlow = node.flow === true;
  const places = node.items.map((item, index): Place | null => {
    if (isPair(item) && isMap(node)) {
      const { key, value, srcToken } = item as Pair<Node, Node | null>;
      const isExplicit = srcToken?.start.some(({ type }) => type === 'explicit-key-ind') ?? true;
      return key?.range && !isExplicit ? { entry: key.range[0], key, value } : null;
    }
    const value = isPair(item) ? null : (item as Node | null);
    if (isFlow) return value?.range ? { entry: value.range[0], key: null, value } : null;
    const token = node.srcToken?.type === 'block-seq' ? node.srcToken.items[index] : undefined;
    const dash = token?.start.find(({ type }) => type === 'seq-item-ind');
    return dash ? { entry: dash.offset, key: null, value } : null;
  });
  return places.includes(null) ? null : places.filter((place) => place !== null);
}

/** Returns the end of a node's last token, excluding comments and white space. */
function endOf(place: Place): number {
  const { value, key, entry } = place;
  if ((isMap(value) || isSeq(value)) && value.flow !== true) {
    const last = placesOf(value as YAMLMap | YAMLSeq)?.at(-1);
    if (last) return endOf(last);
  }
  return value?.range?.[1] ?? key?.range?.[1] ?? entry + 1;
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Returns the start of the next line. */
function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/**
 * Returns the start of the comments and blank lines above an entry. Comments with deeper indentation belong to the
 * entry above.
 */
function leadStart(text: string, entry: number, after: number): number {
  let start = lineStart(text, entry);
  const column = entry - start;
  while (start > after) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    const indent = line.length - line.trimStart().length;
    if (above < after || !(line.trim() === '' || (line.trimStart().startsWith('#') && indent <= column)))
      break;
    start = above;
  }
  return start;
}

type Span = Pick<Origin, 'lead' | 'entry' | 'trail'> & {
  /** Start of a block, if it is neither its first entry nor the line after its key. */
  readonly start?: number;
};

function blockTree(source: Source, { key, value }: Place, places: readonly Place[], span: Span): Tree | null {
  const { text } = source;
  const first = places[0]!.entry;
  const isOwnLine = span.entry < lineStart(text, first);
  const opened = span.start ?? (key?.range ? text.indexOf(':', key.range[1]) : span.entry) + 1;
  const start = span.start ?? (isOwnLine ? nextLine(text, opened) : first);
  const leads = places.map((place, index) =>
    index === 0 ? start : leadStart(text, place.entry, endOf(places[index - 1]!)),
  );
  const origin: Origin = { source, style: 'block', ...span, start, end: span.trail, opened };
  const children = places.map((place, index) =>
    treeOf(source, place, { lead: leads[index]!, entry: place.entry, trail: leads[index + 1] ?? span.trail }),
  );
  return containerOf(value as YAMLMap | YAMLSeq, places, children, origin);
}

function flowTree(
  source: Source,
  node: YAMLMap | YAMLSeq,
  places: readonly Place[],
  span: Span,
): Tree | null {
  const [start = 0, end = 0] = node.range ?? [];
  const opened = trailEnd(source, start + 1, places[0]?.entry ?? start + 1, false);
  const origin: Origin = { source, style: 'flow', ...span, start, end, opened };
  let lead = opened;
  const children = places.map((place, index) => {
    const next = places[index + 1]?.entry;
    const trail = trailEnd(source, endOf(place), next ?? end - 1, next === undefined);
    const tree = treeOf(source, place, { lead, entry: place.entry, trail });
    lead = trail;
    return tree;
  });
  return containerOf(node, places, children, origin);
}

function containerOf(
  node: YAMLMap | YAMLSeq,
  places: readonly Place[],
  children: readonly (Tree | null)[],
  origin: Origin,
): Tree | null {
  const trees = children.filter((child) => child !== null);
  if (trees.length < children.length) return null;
  const notes = notesOf(origin, trees);
  if (isSeq(node)) return { kind: 'list', items: trees, origin, notes };
  const keys = places.flatMap(({ key }) =>
    isScalar(key) && typeof key.value === 'string' ? [key.value] : [],
  );
  if (new Set(keys).size < trees.length) return null;
  return { kind: 'map', entries: new Map(keys.map((key, index) => [key, trees[index]!])), origin, notes };
}

function treeOf(source: Source, place: Place, span: Span): Tree | null {
  const { value } = place;
  if (isMap(value) || isSeq(value)) {
    const node = value as YAMLMap | YAMLSeq;
    const places = placesOf(node);
    if (!places) return null;
    return node.flow === true ? flowTree(source, node, places, span) : blockTree(source, place, places, span);
  }
  if (value !== null && !isScalar(value)) return null;
  const end = endOf(place);
  const start = value?.range?.[0] ?? end;
  const origin: Origin = { source, style: 'scalar', ...span, start, end, opened: end };
  return { kind: 'scalar', value: value === null ? null : value.value, origin, notes: notesOf(origin) };
}

/**
 * Returns the start of the comments directly above a line. Blank lines separate them from comments about the whole
 * text.
 */
function commentStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] === '\n') {
    const above = lineStart(text, start - 1);
    if (!text.slice(above, start).trimStart().startsWith('#')) break;
    start = above;
  }
  return start;
}

function unitOf(text: string): string {
  return /^ +(?=[\w'"])/m.exec(text)?.[0] ?? '  ';
}

/** Returns null if the text is invalid or contains more than keys and values. */
export function readYaml(text: string): Tree | null {
  const document = documentOf(text);
  const { contents } = document ?? {};
  if (!contents?.range) return null;
  const source: Source = { text, unit: unitOf(text), gap: GAP, lineComment: '#' };
  const entry = commentStart(text, contents.range[0]);
  const place = { entry, key: null, value: contents };
  return treeOf(source, place, { lead: 0, entry, start: entry, trail: text.length });
}

/** Returns the comments of a text, in order. */
export function yamlComments(text: string): string[] {
  const comments: string[] = [];
  let last = '';
  for (const token of new Lexer().lex(text)) {
    // The lexer emits a control character before a scalar.
    if (token.startsWith('#') && last !== '\u001F') comments.push(token.trim());
    last = token;
  }
  return comments;
}

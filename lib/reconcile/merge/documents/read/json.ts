import * as jsonc from 'jsonc-parser';
import type { Tree } from '../../tree.ts';
import { trailEnd } from './gaps.ts';
import { notesOf } from './notes.ts';
import type { Origin, Source } from '../types.ts';

const GAP = /\s+|,|\/\/[^\n]*|\/\*[^]*?\*\//y;

function unitOf(text: string): string {
  return /^[ \t]+(?=\S)/m.exec(text)?.[0] ?? '  ';
}

type Span = Pick<Origin, 'lead' | 'entry' | 'trail'>;

/** A parser node with the entry whose value it is. */
interface Place {
  readonly node: jsonc.Node;
  /** The pair or item as a whole. */
  readonly entry: jsonc.Node;
}

function treeOf(source: Source, node: jsonc.Node, span: Span): Tree | null {
  const [start, end] = [node.offset, node.offset + node.length];
  const isContainer = node.type === 'object' || node.type === 'array';
  if (!isContainer) {
    const origin: Origin = { source, style: 'scalar', ...span, start, end, opened: end };
    return { kind: 'scalar', value: node.value, origin, notes: notesOf(origin) };
  }
  const places = (node.children ?? []).map((entry): Place => ({
    entry,
    node: node.type === 'object' ? (entry.children?.[1] ?? entry) : entry,
  }));
  const opened = trailEnd(source, start + 1, places[0]?.entry.offset ?? start + 1, false);
  const origin: Origin = { source, style: 'flow', ...span, start, end, opened };
  const children: Tree[] = [];
  let lead = opened;
  for (const [index, place] of places.entries()) {
    const next = places[index + 1]?.entry.offset;
    const behind = place.entry.offset + place.entry.length;
    const trail = trailEnd(source, behind, next ?? end - 1, next === undefined);
    const tree = treeOf(source, place.node, { lead, entry: place.entry.offset, trail });
    if (!tree) return null;
    children.push(tree);
    lead = trail;
  }
  const notes = notesOf(origin, children);
  if (node.type === 'array') return { kind: 'list', items: children, origin, notes };
  const entries = new Map(
    places.map(({ entry }, index) => [String(entry.children![0]!.value), children[index]!]),
  );
  // A duplicate key has no unique position.
  return entries.size < children.length ? null : { kind: 'map', entries, origin, notes };
}

/** Returns null if the text is not JSON. Comments and trailing commas are allowed. */
export function readJson(text: string): Tree | null {
  const errors: jsonc.ParseError[] = [];
  const root = jsonc.parseTree(text, errors, { allowTrailingComma: true });
  if (!root || errors.length > 0) return null;
  const source: Source = { text, unit: unitOf(text), gap: GAP, lineComment: '//' };
  return treeOf(source, root, { lead: 0, entry: root.offset, trail: text.length });
}

/** Returns the comments of a text, in order. */
export function jsonComments(text: string): string[] {
  const scanner = jsonc.createScanner(text, false);
  const comments: string[] = [];
  // 12 and 13 are comments of a line and of a block, 17 is the end (SyntaxKind is a const enum).
  for (let kind: number = scanner.scan(); kind !== 17; kind = scanner.scan()) {
    if (kind === 12 || kind === 13) comments.push(scanner.getTokenValue());
  }
  return comments;
}

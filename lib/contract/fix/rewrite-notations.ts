import type { NotationRewrite } from 'onex-runtime/contract';
import { isCollection, isScalar, parseDocument, type Document } from 'yaml';
import { scalarText } from '../edit/yaml/index.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Converts types to the contract's notation. Only changed scalars are touched: comments, order, indentation, and every
 * other character stay.
 *
 * @returns The new text, and the conversions that could not be made because their scalar is written in another way.
 */
export function rewriteNotations(
  text: string,
  rewrites: readonly NotationRewrite[],
): { readonly text: string; readonly left: readonly NotationRewrite[] } {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const document = parseDocument(body, { version: '1.1', merge: true });
  const edits = new Map<number, Edit>();
  const left: NotationRewrite[] = [];
  for (const rewrite of rewrites) {
    const edit = editOf(document, body, rewrite);
    if (edit === null) left.push(rewrite);
    else edits.set(edit.start, edit);
  }
  const made = [...edits.values()]
    .toSorted((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), body);
  return { text: mark + made, left };
}

function editOf(document: Document, body: string, { path, from, to }: NotationRewrite): Edit | null {
  const node: unknown = document.getIn(path, true);
  if (!isScalar(node) || typeof node.value !== 'string' || node.range == null) return null;
  if (!node.value.endsWith(from)) return null;
  const [start, end] = node.range;
  const value = node.value.slice(0, node.value.length - from.length) + to;
  const written = scalarText(value, node, isInFlow(document, path));
  if (written === null || body.slice(start, end).includes('\n')) return null;
  return { start, end, text: written };
}

function isInFlow(document: Document, path: NotationRewrite['path']): boolean {
  return path.some((_, index) => {
    const around: unknown = index === 0 ? document.contents : document.getIn(path.slice(0, index), true);
    return isCollection(around) && around.flow === true;
  });
}

import { Document, isMap, visit } from 'yaml';
import { layOut, LINE_WIDTH } from '../../write/index.ts';
import type { Layout } from './open.ts';

const COMPAT = { compat: 'yaml-1.1', aliasDuplicateObjects: false } as const;

/** Writes plain data as the lines of a block, without the last line end. */
export function renderBlock(value: unknown, { indent, indentSeq }: Layout): readonly string[] {
  const document = new Document(value, COMPAT);
  layOut(document);
  const text = document.toString({ indent, indentSeq, lineWidth: LINE_WIDTH, flowCollectionPadding: true });
  return text.trimEnd().split('\n');
}

/** Writes plain data on one line, in brackets and braces. */
export function renderFlow(value: unknown): string {
  const document = new Document(value, COMPAT);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
      if (isMap(node)) node.spaceBefore = false;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

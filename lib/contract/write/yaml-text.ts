import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Pair, Scalar } from 'yaml';

export interface YamlStyle {
  /** First lines of the text, without `#`. */
  readonly head: readonly string[];
  /** Comment before a key at the top level. */
  readonly comments: Readonly<Record<string, string>>;
}

export const LINE_WIDTH = 110;

/**
 * Writes plain data as readable YAML: a blank line between non-empty top-level keys, comments before them, and versions
 * on one line. Words that YAML 1.1 reads as booleans or numbers are quoted, because Python's readers use YAML 1.1.
 */
export function yamlText(value: object, style: YamlStyle): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  layOut(document);
  if (isMap(document.contents)) {
    for (const pair of document.contents.items as Pair<Scalar>[]) decorate(pair, style.comments);
  }
  const head = style.head.map((line) => `#${line === '' ? '' : ` ${line}`}\n`).join('');
  return `${head}\n${document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: true })}`;
}

/** Versions and empty lists are written on one line. */
export function layOut(document: Document): void {
  visit(document, {
    Map: (_, node) => {
      if (node.has('major') && node.items.length === 3) node.flow = true;
    },
    Seq: (_, node) => {
      if (node.items.length === 0) node.flow = true;
    },
  });
}

function decorate(pair: Pair<Scalar>, comments: YamlStyle['comments']): void {
  const { key, value } = pair;
  const comment = comments[String(key.value)];
  if (comment !== undefined)
    key.commentBefore = comment
      .split('\n')
      .map((line) => ` ${line}`)
      .join('\n');
  const large = (isMap(value) && value.flow !== true) || isSeq(value);
  key.spaceBefore = comment !== undefined || large;
  if (isScalar(value) && typeof value.value === 'string' && value.value.length > LINE_WIDTH - 20)
    value.type = 'BLOCK_FOLDED';
}

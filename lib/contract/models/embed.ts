import { readContract, type Contract, type NodeKind, type Origin } from 'onex-runtime/contract';
import { isMap, isNode, parseDocument, stringify, type Document } from 'yaml';
import { chooseModels } from './choose.ts';
import { isObject, type JsonObject, type ModelIndex } from './model-index.ts';
import { externalModels } from './external-models.ts';

export interface Embedded {
  /** The contract's text with the models under `annotations.definitions`. */
  readonly text: string;
  /** Names of the models that were added. */
  readonly added: readonly string[];
  readonly ambiguous: ReturnType<typeof chooseModels>['ambiguous'];
}

export interface EmbedOptions {
  readonly file: string;
  readonly origin: Origin;
}

/**
 * Adds to a contract the models that it names but does not define, and everything that these refer to. A contract with
 * errors stays unchanged; the next reader reports them.
 */
export function embedModels(text: string, index: ModelIndex, { file, origin }: EmbedOptions): Embedded {
  const nameless = (kind: NodeKind): string => `node_nameless_${kind}`;
  const added = new Map<string, JsonObject>();
  let current = text;
  let ambiguous: Embedded['ambiguous'] = [];
  // An added model may name others in the contract's own notation.
  for (let rounds = 0; rounds < 4; rounds += 1) {
    const { contract } = readContract(current, { file, origin, nameless });
    if (contract === null) break;
    const chosen = chooseModels(externalModels(contract), index);
    if (rounds === 0) ambiguous = chosen.ambiguous;
    const fresh = [...chosen.schemas].filter(([name]) => !added.has(name) && !isDefined(contract, name));
    if (fresh.length === 0) break;
    for (const [name, schema] of fresh) added.set(name, schema);
    current = withDefinitions(text, Object.fromEntries(added));
  }
  return { text: current, added: [...added.keys()], ambiguous };
}

function isDefined({ definitions }: Contract, name: string): boolean {
  return Object.hasOwn(definitions, name);
}

/** Returns the text with added definitions. All other places stay unchanged if possible. */
function withDefinitions(text: string, models: JsonObject): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const end = body.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(body, { version: '1.1' });
  const at = placeFor(document, body);
  if (at === null) return `${mark}${rewrittenWhole(document, models)}`;
  const { offset, indent, keys } = at;
  const value = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), models);
  const lines = stringify(value, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 110 })
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? line : indent + line));
  const before = body.slice(0, offset);
  const gap = before === '' || before.endsWith('\n') ? '' : end;
  return `${mark}${before}${gap}${lines.join(end)}${end}${body.slice(offset)}`;
}

interface Insertion {
  readonly offset: number;
  readonly indent: string;
  /** Missing parent keys of the models. */
  readonly keys: readonly string[];
}

/**
 * Returns the position before the first key of the innermost existing mapping, otherwise the end; null: the text has
 * another form.
 */
function placeFor(document: Document, body: string): Insertion | null {
  const { contents } = document;
  if (
    !isMap(contents) ||
    contents.flow === true ||
    /^(?:\.\.\.|---)\s*$/m.test(body.replace(/^---\s*$/m, ''))
  )
    return null;
  let keys: readonly string[] = ['annotations', 'definitions'];
  let found: Insertion = { offset: body.length, indent: '', keys };
  for (let map: unknown = contents; keys.length > 0;) {
    const [key = '', ...rest] = keys;
    if (!isMap(map)) return null;
    if (!map.has(key)) break;
    const inner: unknown = map.get(key, true);
    if (!isMap(inner) || inner.flow === true || inner.anchor !== undefined) return null;
    const first = inner.items[0]?.key;
    const start = isNode(first) ? first.range?.[0] : undefined;
    if (start === undefined) return null;
    const line = body.lastIndexOf('\n', start - 1) + 1;
    const indent = body.slice(line, start);
    if (!/^ +$/.test(indent)) return null;
    found = { offset: line, indent, keys: rest };
    keys = rest;
    map = inner;
  }
  return found;
}

/** Comments stay, but the form of the text may change. */
function rewrittenWhole(document: Document, models: JsonObject): string {
  const existing = document.getIn(['annotations', 'definitions']);
  const known = isMap(existing) ? (existing.toJSON() as unknown) : {};
  const annotations: unknown = document.get('annotations');
  if (!isMap(annotations)) document.set('annotations', document.createNode({}));
  const all = { ...models, ...(isObject(known) ? known : {}) };
  document.setIn(['annotations', 'definitions'], document.createNode(all));
  return document.toString({ lineWidth: 110 });
}

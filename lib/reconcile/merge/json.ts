import * as jsonc from 'jsonc-parser';
import { listEdits } from './list-edits.ts';
import type { Language } from './structured.ts';
import { sameTree, type Tree } from './tree.ts';

type Path = readonly (string | number)[];

function treeOf(node: jsonc.Node): Tree | null {
  if (node.type === 'object') {
    const entries = new Map<string, Tree>();
    for (const { children = [] } of node.children ?? []) {
      const [key, value] = children;
      const tree = value && treeOf(value);
      // A key that stands there twice has no place of its own.
      if (!key || !tree || entries.has(String(key.value))) return null;
      entries.set(String(key.value), tree);
    }
    return { kind: 'map', entries, origin: node };
  }
  if (node.type === 'array') {
    const items = (node.children ?? []).map(treeOf);
    return items.includes(null)
      ? null
      : { kind: 'list', items: items.filter((item) => item !== null), origin: node };
  }
  return { kind: 'scalar', value: node.value, origin: node };
}

function valueOf(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(valueOf);
  return Object.fromEntries([...tree.entries].map(([key, value]) => [key, valueOf(value)]));
}

function parse(text: string): Tree | null {
  const errors: jsonc.ParseError[] = [];
  const root = jsonc.parseTree(text, errors, { allowTrailingComma: true });
  return root && errors.length === 0 ? treeOf(root) : null;
}

function formatting(text: string): jsonc.FormattingOptions {
  const indent = /^[ \t]+(?=\S)/m.exec(text)?.[0] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: '\n',
  };
}

/** Edits a text step by step until it says what it should. */
class Editor {
  text: string;
  readonly #formatting: jsonc.FormattingOptions;

  constructor(text: string) {
    this.text = text;
    this.#formatting = formatting(text);
  }

  #modify(
    path: Path,
    value: unknown,
    options: Omit<jsonc.ModificationOptions, 'formattingOptions'> = {},
  ): void {
    const edits = jsonc.modify(this.text, [...path], value, {
      ...options,
      formattingOptions: this.#formatting,
    });
    this.text = jsonc.applyEdits(this.text, edits);
  }

  /** The library inserts right behind a value, so that a comment beside it would move to the new line. */
  #insertBelowComment(previous: Path, key: string, value: Tree): boolean {
    const root = jsonc.parseTree(this.text, [], { allowTrailingComma: true });
    const node = root && jsonc.findNodeAtLocation(root, [...previous]);
    if (!node) return false;
    const end = node.offset + node.length;
    const beside = /^(,?)[ \t]*\/\/[^\n]*/.exec(this.text.slice(end));
    if (!beside) return false;
    const indent = /[^\n]*$/.exec(this.text.slice(0, node.parent?.offset))![0].match(/^[ \t]*/)![0];
    const [comma, line] = [beside[1]!, end + beside[0].length];
    const entry = `\n${indent}${JSON.stringify(key)}: ${JSON.stringify(valueOf(value))}${comma}`;
    const behind = comma === '' ? ',' : '';
    this.text = this.text.slice(0, end) + behind + this.text.slice(end, line) + entry + this.text.slice(line);
    return true;
  }

  #map(path: Path, from: Tree & { kind: 'map' }, to: Tree & { kind: 'map' }): void {
    for (const key of from.entries.keys()) if (!to.entries.has(key)) this.#modify([...path, key], undefined);
    const order = [...to.entries.keys()];
    for (const [key, value] of to.entries) {
      const old = from.entries.get(key);
      if (old) {
        this.edit([...path, key], old, value);
        continue;
      }
      const previous = order[order.indexOf(key) - 1];
      if (previous !== undefined && this.#insertBelowComment([...path, previous], key, value)) continue;
      const getInsertionIndex = (keys: string[]) => (previous === undefined ? 0 : keys.indexOf(previous) + 1);
      this.#modify([...path, key], valueOf(value), { getInsertionIndex });
    }
  }

  #list(path: Path, from: Tree & { kind: 'list' }, to: Tree & { kind: 'list' }): void {
    for (const { at, remove, insert } of listEdits(from.items, to.items)) {
      if (remove === insert.length) {
        for (const [index, item] of insert.entries())
          this.edit([...path, at + index], from.items[at + index]!, item);
        continue;
      }
      for (let index = at + remove - 1; index >= at; index -= 1) this.#modify([...path, index], undefined);
      for (const item of insert.toReversed())
        this.#modify([...path, at], valueOf(item), { isArrayInsertion: true });
    }
  }

  edit(path: Path, from: Tree, to: Tree): void {
    if (sameTree(from, to)) return;
    if (from.kind === 'map' && to.kind === 'map') this.#map(path, from, to);
    else if (from.kind === 'list' && to.kind === 'list') this.#list(path, from, to);
    else this.#modify(path, valueOf(to));
  }
}

function apply(text: string, target: Tree): string | null {
  const current = parse(text);
  if (!current) return null;
  const editor = new Editor(text);
  editor.edit([], current, target);
  return editor.text;
}

/** JSON, with comments and trailing commas where the text has them. */
export const json: Language = { parse, apply, comment: /\/[/*].*$/ };

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Node, findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';

/** A value in a configuration file, with its position. */
export interface Setting {
  readonly value: unknown;
  /** Absolute. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface ConfigFile {
  /** Absolute. */
  readonly file: string;
  /** Returns the value at a path, or undefined. */
  at(...keys: readonly string[]): Setting | undefined;
  /** Returns the members of the object at a path. */
  members(key: string): ReadonlyMap<string, Setting>;
}

/** Parses a JSON file with comments and trailing commas; returns null if it cannot be read. */
export function readConfigFile(file: string): ConfigFile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
  const tree = parseTree(text, [], { allowTrailingComma: true });
  if (tree === undefined) return null;
  const settingOf = (node: Node): Setting => {
    const before = text.slice(0, node.offset).split('\n');
    return {
      value: getNodeValue(node),
      file: path.resolve(file),
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    };
  };
  const find = (keys: readonly string[]): Node | undefined => findNodeAtLocation(tree, [...keys]);
  return {
    file: path.resolve(file),
    at(...keys) {
      const node = find(keys);
      return node && settingOf(node);
    },
    members(key) {
      const found = find([key]);
      const properties = found?.type === 'object' ? (found.children ?? []) : [];
      return new Map(
        properties.flatMap(({ children = [] }) => {
          const [name, value] = children;
          return name === undefined || value === undefined ? [] : [[String(name.value), settingOf(value)]];
        }),
      );
    },
  };
}

import type { ParsedNode } from 'yaml';
import type { KeyPath } from '../model.ts';
import type { Construction, Entry } from './construct.ts';

export interface Places {
  /** Offset in the text of a value, or of its key; of the nearest ancestor where the path leads nowhere. */
  readonly offsetOf: (path: KeyPath, part: 'key' | 'value') => number;
  /** A plain scalar as it is written; null for anything else. */
  readonly plainAt: (path: KeyPath) => string | null;
}

/** Finds the places of a document's values by their key paths; what a merge key takes in is where it is written. */
export function places(root: ParsedNode, data: unknown, entries: Construction['entries']): Places {
  /** The entries along a path, as far as it leads. */
  const along = (path: KeyPath): readonly Entry[] => {
    const found: Entry[] = [];
    let value = data;
    for (const key of path) {
      if (typeof value !== 'object' || value === null) break;
      const entry = entries.get(value)?.get(key);
      if (entry === undefined) break;
      found.push(entry);
      value = (value as Record<string | number, unknown>)[key];
    }
    return found;
  };
  return {
    offsetOf: (path, part) => {
      const found = along(path);
      const last = found.at(-1);
      if (last === undefined) return root.range[0];
      const wantsKey = part === 'key' && found.length === path.length;
      const { key, value } = last;
      return (wantsKey ? (key ?? value) : (value ?? key))?.range[0] ?? root.range[0];
    },
    plainAt: (path) => {
      const found = along(path);
      const scalar = found.length === path.length ? (found.at(-1)?.scalar ?? null) : null;
      return scalar?.type === 'PLAIN' ? (scalar.source ?? null) : null;
    },
  };
}

import { createHash } from 'node:crypto';
import { words } from '../../naming/index.ts';

/** Gives each class a node name that no other class has. The same class always gets the same name. */
export interface NodeNames {
  /**
   * @param key Identifies the class: its file and its position there.
   * @param candidates Shortest first; the last one is unique.
   */
  choose(key: string, candidates: readonly string[]): string;
}

/** @param taken Names already in use. */
export function createNodeNames(taken: Iterable<string> = []): NodeNames {
  const used = new Set(taken);
  const chosen = new Map<string, string>();
  return {
    choose(key, candidates) {
      const known = chosen.get(key);
      if (known !== undefined) return known;
      const name = candidates.find((one) => !used.has(one)) ?? candidates.at(-1)!;
      used.add(name);
      chosen.set(key, name);
      return name;
    },
  };
}

/** Returns the node names that a text gives to its classes, in text order. */
export function nodeNamesIn(text: string): readonly { readonly name: string; readonly offset: number }[] {
  const calls = /\bopenEventBus\(\s*this\b[^;]{0,500}?\bnodeName:\s*(['"`])([^'"`\n]*)\1/g;
  return [...text.matchAll(calls)].map(({ index, 0: call, 2: name }) => ({
    name: name!,
    offset: index + call.length - name!.length - 1,
  }));
}

/**
 * Returns the candidates for a class's part of the node name: its own name, then with the file name, then with more and
 * more parent folders, and finally with a hash. Node names allow only Latin letters, so a class with a name in another
 * script is named after its file.
 * @param path POSIX path.
 * @param ordinal Position of the class among those of the file.
 */
export function stemsOf(className: string | null, path: string, ordinal: number): readonly string[] {
  const folders = path.split('/');
  const file = words((folders.pop() ?? '').replace(/\.[^.]*$/, '')).join('_');
  const hash = createHash('sha256').update(`${path}#${ordinal}#${className}`).digest('hex').slice(0, 8);
  const own = words(className ?? '').join('_') || file || 'unnamed';
  const stems = [own];
  if (file !== '' && file !== own) stems.push(`${file}_${own}`);
  let around = own;
  for (const folder of folders.toReversed()) {
    const prefix = words(folder).join('_');
    if (prefix === '') continue;
    around = `${prefix}_${around}`;
    stems.push(around);
  }
  return [...stems.filter((stem) => stem.length <= MAX_STEM), `${own.slice(0, MAX_STEM)}_${hash}`];
}

/** A longer name would exceed the limits of topics and of file names in the state directory. */
const MAX_STEM = 64;

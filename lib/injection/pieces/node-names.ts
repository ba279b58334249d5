import { createHash } from 'node:crypto';
import { words } from '../../naming/index.ts';

/** Gives each class a node name that no other class has. The same class always gets the same name. */
export interface NodeNames {
  /**
   * @param key of the class: its file and its place in it
   * @param candidates the shortest first; the last one is unique
   */
  choose(key: string, candidates: readonly string[]): string;
}

/** @param taken Names that are in use. */
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

/** Node names that a text gives to its classes, in its order. */
export function nodeNamesIn(text: string): readonly { readonly name: string; readonly offset: number }[] {
  const calls = /\bopenEventBus\(\s*this\b[^;]{0,500}?\bnodeName:\s*(['"`])([^'"`\n]*)\1/g;
  return [...text.matchAll(calls)].map(({ index, 0: call, 2: name }) => ({
    name: name!,
    offset: index + call.length - name!.length - 1,
  }));
}

/**
 * What a class may be called in its node name: its own name; with the name of its file; with more and more of the
 * folders around it; and with a hash, where all of these are taken. Other scripts than Latin have no letters in a node
 * name, so a class named in one is called by its file.
 * @param path POSIX
 * @param ordinal place of the class among those of the file
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

/** Longer names fit into no topic and no file name of the state directory. */
const MAX_STEM = 64;

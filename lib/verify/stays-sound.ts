import type { Unit } from '../render/index.ts';
import { isData } from './data.ts';
import { isComplaint, isModule, parseModule, type ParsedModule } from './module.ts';

/** The texts of a unit that were rendered last, by path relative to the unit. */
export interface LastTexts {
  readonly paths: readonly string[];
  /** Null of a binary, and of a path that is none of them. */
  textOf(path: string): string | null;
}

const isCovered = (wanted: Iterable<string>, has: ReadonlySet<string>): boolean =>
  [...wanted].every((name) => has.has(name));

/** Names that a module imports, each with the module it comes from. */
function importedNames({ imports, passesOn }: ParsedModule): Set<string> {
  const named = imports.flatMap(({ specifier, names }) =>
    ['', ...names].map((name) => `${name}\0${specifier}`),
  );
  return new Set([...named, ...passesOn.map((specifier) => `*\0${specifier}`)]);
}

/** Whether a module gives all that it gave, and asks of others nothing that it did not ask. */
async function asksNoMore(path: string, text: string, last: string): Promise<boolean> {
  const [now, before] = [await parseModule(text, path), await parseModule(last, path)];
  if (isComplaint(now) || isComplaint(before)) return false;
  return (
    isCovered(before.exports, now.exports) &&
    isCovered(before.classes, now.classes) &&
    isCovered(before.passesOn, new Set(now.passesOn)) &&
    isCovered(importedNames(now), importedNames(before))
  );
}

/**
 * Whether a unit is sound because it was so when it was rendered last and what changed since broke nothing: no file is
 * gone, and modules alone changed (and prose), each of which still parses, gives all that it gave, and asks nothing new
 * of others. Most upgrades are like that, and then what did not change need not be parsed once more.
 * @param last What was rendered last, and verified then.
 * @returns false when that cannot be determined: then the whole unit has to be verified.
 */
export async function staysSound({ files }: Unit, last: LastTexts): Promise<boolean> {
  const rendered = new Set(files.map(({ path }) => path));
  if (!isCovered(last.paths, rendered)) return false;
  for (const { path, contents } of files) {
    if (typeof contents !== 'string') continue;
    const before = last.textOf(path);
    if (before === contents || !(isModule(path) || isData(path))) continue;
    if (before === null || isData(path) || !(await asksNoMore(path, contents, before))) return false;
  }
  return true;
}

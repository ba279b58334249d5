import type { Unit } from '../render/index.ts';
import { isData, contractFault, hasKeyTwice, isContract, isJson, jsonFault, yamlFault } from './data.ts';
import { isFault, isModule, parseModule, type ParsedModule } from './module.ts';
import { languageOf } from '../injection/parse/language.ts';
import { hasDuplicateNames } from './duplicates.ts';

/** Whether a text is whole in the language its name says; of other languages nothing is known, and it is. */
export async function isSound(path: string, text: string): Promise<boolean> {
  const language = languageOf(path);
  if (language) {
    const { parseSource } = await import('../injection/parse/parse.ts');
    const outcome = parseSource(text.replace(/^\uFEFF/, ''), language);
    return outcome.ok && outcome.parsed.faults.length === 0 && !hasDuplicateNames(outcome.parsed.program);
  }
  if (isContract(path)) return (await contractFault(path, text)) === null;
  if (isJson(path)) return (await jsonFault(path, text)) === null && !(await hasKeyTwice(text));
  if (/\.ya?ml$/.test(path)) return (await yamlFault(text)) === null;
  return true;
}

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
  if (isFault(now) || isFault(before)) return false;
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

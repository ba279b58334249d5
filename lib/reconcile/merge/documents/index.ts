/**
 * Edits JSON and YAML texts by key, in place.
 *
 * Guarantees
 * 1. What an edit does not change is left as it is written: layout of lists, blank lines, quotes, and comments.
 * 2. A parser finds comments; a value that looks like one is a value. Comments belong to their key or item.
 * 3. Comments are merged like values, place by place.
 *
 * A text that says more than keys and values can (anchors, tags, several documents) is not read.
 */
import type { Language } from '../structured.ts';

/** The language of a file of keys and values; null for all others. Each loads when first needed. */
export async function languageOf(path: string): Promise<Language | null> {
  if (/\.(?:jsonc?|code-snippets)$/.test(path)) return (await import('./json.ts')).json;
  if (/\.ya?ml$/.test(path)) return (await import('./yaml.ts')).yaml;
  return null;
}

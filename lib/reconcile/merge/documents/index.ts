/**
 * Edits JSON and YAML texts by key, in place.
 *
 * Guarantees
 * 1. An edit leaves everything else as it is written: layout of lists, blank lines, quotes, and comments.
 * 2. A parser finds comments; a value that looks like one is a value. Comments belong to their key or item.
 * 3. Comments are merged like values, place by place.
 *
 * A text with more than keys and values (anchors, tags, several documents) is not supported.
 */
import type { Language } from '../structured.ts';

/** Returns the language of a file of keys and values; null for any other file. Each language loads on first use. */
export async function languageOf(path: string): Promise<Language | null> {
  if (/\.(?:jsonc?|code-snippets)$/.test(path)) return (await import('./json.ts')).json;
  if (/\.ya?ml$/.test(path)) return (await import('./yaml.ts')).yaml;
  return null;
}

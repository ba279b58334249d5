/** Measures how long the sentences of the documentation are. Blocks of code, tables, and headings do not count. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SentenceLength {
  readonly page: string;
  /** Words per sentence. */
  readonly average: number;
  /** Words of the longest sentence. */
  readonly longest: number;
}

/** The pages of the documentation, as POSIX paths below the root. */
export function pagesIn(root: string): string[] {
  const pages = globSync(['*.md', 'docs/**/*.md', 'runtime/*.md'], { cwd: root });
  return pages.map((page) => page.replaceAll('\\', '/'));
}

/** Splits the prose of a page of Markdown into sentences. An item of a list ends its sentence. */
export function sentencesOf(markdown: string): string[] {
  const blocks = markdown
    .replaceAll(/^ *(```|~~~)[^\n]*\n.*?^ *\1[^\n]*$/gms, '\n')
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/^ *(?:\||#).*$/gm, '\n')
    .replaceAll(/^ *(?:[-*+]|\d+\.) +/gm, '\n\n')
    .replaceAll(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replaceAll(/`[^`\n]+`/g, 'code')
    .split(/\n\s*\n/);
  return blocks
    .flatMap((block) => block.replaceAll(/\s+/g, ' ').split(/(?<=[.!?:][)"'*_]*) +(?=[\p{Lu}"'(*_]|code\b)/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The sentence lengths of a page, or null when it has no sentence. */
export function measure(page: string, markdown: string): SentenceLength | null {
  const lengths = sentencesOf(markdown).map(wordsOf);
  if (lengths.length === 0) return null;
  const sum = lengths.reduce((total, length) => total + length, 0);
  return { page, average: sum / lengths.length, longest: Math.max(...lengths) };
}

/** Measures the README files and the pages in `docs/`, the longest sentences first. */
export function sentenceLengths(root: string): SentenceLength[] {
  return pagesIn(root)
    .flatMap((page) => measure(page, readFileSync(path.join(root, page), 'utf8')) ?? [])
    .toSorted((one, two) => two.average - one.average);
}

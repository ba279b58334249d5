import { formsOf } from './name-forms.ts';

/** A word or a mark of a text, with its position. White space separates them. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*|\p{N}+|[^\s\p{L}\p{N}_$]/gu;

/** Returns the words and marks of any text: code, a document, or data. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/** A place where a file still contains an old name. */
export interface Mention {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  /** Both 1-based. */
  readonly line: number;
  readonly column: number;
  /** The line, shortened. */
  readonly text: string;
}

const LONGEST = 120;
/** Further mentions in one file are not listed individually. */
const MOST_OF_A_FILE = 1000;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

/**
 * Returns a pattern for a name as a word, or as a word within an identifier: `payment` in `payment_id`, `storePayment`,
 * and `PAYMENT_ID`, but not in `repayments`.
 */
function patternOf(name: string): string {
  const first = /^[A-Z]/.test(name) && !/^[A-Z0-9_]+$/.test(name) ? '(?<![A-Z])' : '(?<![A-Za-z0-9])';
  const last = /[a-z0-9]$/.test(name) ? '(?![a-z0-9])' : '(?![A-Za-z0-9])';
  return `${first}${escaped(name)}${last}`;
}

/** Names to look for. */
export interface OldNames {
  /** Matched in each of their forms, also within longer names: `payment` in `payment_id`. */
  readonly parts: readonly string[];
  /** Matched literally, as whole words. */
  readonly words: readonly string[];
}

const longestFirst = (names: Iterable<string>): string[] =>
  [...new Set(names)].toSorted((one, other) => other.length - one.length);

/** Returns a function that finds the remaining uses of renamed names. */
export function mentionFinder({ parts, words }: OldNames): (path: string, text: string) => Mention[] {
  const forms = parts.flatMap((name) => formsOf({ from: name, to: '' }).map(({ from }) => from));
  const wholes = longestFirst(words).map((word) => `(?<![\\w$])${escaped(word)}(?![\\w$])`);
  const pattern = new RegExp([...longestFirst(forms).map(patternOf), ...wholes].join('|'), 'g');
  return (path, text) => {
    const found: Mention[] = [];
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      for (const { index: column } of line.matchAll(pattern)) {
        if (found.length >= MOST_OF_A_FILE) return found;
        found.push({ path, line: index + 1, column: column + 1, text: line.trim().slice(0, LONGEST) });
      }
    }
    return found;
  };
}

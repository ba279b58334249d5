import { formsOf } from './name-forms.ts';

/** A place where a file still has an old name. */
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
/** More of one file are not listed one by one. */
const MOST_OF_A_FILE = 1000;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

/**
 * A pattern for a name as a word, or as a word within an identifier: `payment` in `payment_id`, `storePayment`, and
 * `PAYMENT_ID`, and not in `repayments`.
 */
function patternOf(name: string): string {
  const first = /^[A-Z]/.test(name) && !/^[A-Z0-9_]+$/.test(name) ? '(?<![A-Z])' : '(?<![A-Za-z0-9])';
  const last = /[a-z0-9]$/.test(name) ? '(?![a-z0-9])' : '(?![A-Za-z0-9])';
  return `${first}${escaped(name)}${last}`;
}

/** Finds names that a rename left, in each of their forms. */
export function mentionFinder(names: readonly string[]): (path: string, text: string) => Mention[] {
  const forms = new Set(names.flatMap((name) => formsOf({ from: name, to: '' }).map(({ from }) => from)));
  const longestFirst = [...forms].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'g');
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

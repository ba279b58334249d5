import type { Tree } from '../tree.ts';

/** One JSON or YAML text, and how it is written. */
export interface Source {
  readonly text: string;
  /** White space of one level, such as two spaces. */
  readonly unit: string;
  /** Matches white space, a comment, or a comma between two values; sticky. */
  readonly gap: RegExp;
  /** What begins a comment that ends with its line. */
  readonly lineComment: '//' | '#';
}

/**
 * Where a value and its entry are in a text. An entry is a pair of a map, an item of a list, or the root. Its parts
 * follow each other: `lead` (comments and blank lines above), key or dash, value, `trail` (comma, comment beside it).
 */
export interface Origin {
  readonly source: Source;
  readonly style: 'scalar' | 'flow' | 'block';
  /** Where the lead begins. */
  readonly lead: number;
  /** Where the key, the dash, or the item begins. */
  readonly entry: number;
  /** Where the value begins. A block that starts on a line of its own begins with that line. */
  readonly start: number;
  /** Where the value ends. A block ends with its last line. */
  readonly end: number;
  /** Where the trail ends; the lead of the next entry begins there. */
  readonly trail: number;
  /** In brackets, where the comments beside the opening one end; of a block, where its key or dash ends. */
  readonly opened: number;
}

/** Comments at one place: their texts without indentation, one a line. */
export interface Note {
  readonly comments: string;
  readonly origin: Origin;
}

/** Comments of an entry by place; `inner` is before a closing bracket, or beside the key of a block. */
export interface Notes {
  readonly lead: Note;
  readonly trail: Note;
  readonly inner: Note;
}

export function originOf(tree: Tree): Origin {
  return tree.origin as Origin;
}

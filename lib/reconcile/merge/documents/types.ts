import type { Tree } from '../tree.ts';

/** One JSON or YAML text and its style. */
export interface Source {
  readonly text: string;
  /** White space of one indentation level, such as two spaces. */
  readonly unit: string;
  /** Matches white space, a comment, or a comma between two values; sticky. */
  readonly gap: RegExp;
  /** The start of a comment that ends with its line. */
  readonly lineComment: '//' | '#';
}

/**
 * The position of a value and its entry in a text. An entry is a pair of a map, an item of a list, or the root. Its
 * parts follow each other: `lead` (comments and blank lines above), key or dash, value, `trail` (comma, comment on the
 * same line).
 */
export interface Origin {
  readonly source: Source;
  readonly style: 'scalar' | 'flow' | 'block';
  /** Start of the lead. */
  readonly lead: number;
  /** Start of the key, the dash, or the item. */
  readonly entry: number;
  /** Start of the value. A block on its own lines starts with its first line. */
  readonly start: number;
  /** End of the value. A block ends with its last line. */
  readonly end: number;
  /** End of the trail, where the lead of the next entry starts. */
  readonly trail: number;
  /** In brackets, the end of the comments after the opening bracket; in a block, the end of its key or dash. */
  readonly opened: number;
}

/** Comments at one place: their texts without indentation, one per line. */
export interface Note {
  readonly comments: string;
  readonly origin: Origin;
}

/** Comments of an entry by place; `inner` is before a closing bracket, or on the line of a block's key. */
export interface Notes {
  readonly lead: Note;
  readonly trail: Note;
  readonly inner: Note;
}

export function originOf(tree: Tree): Origin {
  return tree.origin as Origin;
}

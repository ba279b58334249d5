/** 1-based line and column in the contract's text. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A key path such as `['io_operations', 0, 'operation']`. */
export type KeyPath = readonly (string | number)[];

/** How grave a finding is. Error: the contract cannot be used. Warning: something has no effect, or not the one written. Note: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Whose contract it is. What is almost a known word is a mistake in the project's own contract, which its owner can
 * correct; in one from elsewhere it may be a word of another tool.
 */
export type Origin = 'project' | 'foreign';

/** A finding at a place of the contract. */
export interface ContractIssue {
  readonly severity: Severity;
  /** What was written is almost a known word, and probably meant to be it. */
  readonly mistake?: true;
  /** What is wrong, what was expected, what was found: one line, no position in it. */
  readonly message: string;
  readonly path: KeyPath;
  readonly position: Position;
}

/** A type in TypeScript's notation, and what it is in the contract's. */
export interface NotationRewrite {
  /** Of the scalar, whose end `from` is: `string[]`, or `lines: string[]` in quotes. */
  readonly path: KeyPath;
  readonly from: string;
  readonly to: string;
}

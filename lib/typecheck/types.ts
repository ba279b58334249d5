/** One error that the compiler reports. */
export interface CompilerError {
  /** POSIX, relative to the project's root; null for an error without a file, such as an invalid setting. */
  readonly path: string | null;
  /** 1-based; 0 for an error without a file. */
  readonly line: number;
  readonly column: number;
  /** `TS6133`. */
  readonly code: string;
  readonly message: string;
}

/** The outcome of a type check of a project. */
export type TypeCheck =
  | { readonly ended: true; readonly errors: readonly CompilerError[] }
  /** It took too long, or the compiler could not be run; `reason` says which. */
  | { readonly ended: false; readonly reason: string };

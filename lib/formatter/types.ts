/** One text to format as the file at a path. */
export interface FormatRequest {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  /** LF line ends. */
  readonly text: string;
}

/** Formats texts as a project's own formatter would. */
export interface Formatter {
  /**
   * @returns One text for each request, with LF line ends; null if the formatter ignores the file, does not support its
   *   language, cannot parse it, or did not respond.
   */
  format(requests: readonly FormatRequest[]): Promise<readonly (string | null)[]>;
  /** Ends processes that are still running. */
  close(): void;
}

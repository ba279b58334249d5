import { docsOf, type UserErrorCode } from './codes.ts';

/** The meanings of the exit codes of every command. */
export const EXIT_CODES = {
  0: 'Done, or nothing to do',
  1: 'An error: of what failed (the run; for `event-bus` the file) nothing is written, unless the error says that the files are written',
  2: 'A person is needed: files are in conflict (with `--on-conflict fail` nothing is written), `upgrade` found a broken link between nodes, or `status --check` found something',
  130: 'Interrupted: nothing is written, unless the report lists files',
} as const;

/** Exit codes of a command that failed. */
export type ExitCode = Exclude<keyof typeof EXIT_CODES, 0>;

/**
 * An error that a person can fix. The message is one line: what, where (file, line, column), and how to fix it. Any
 * other thrown value is a defect of onex and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;
  readonly errorCode: UserErrorCode;
  /** Page below docs/ with more information than the entry of the code, such as `reference.md#names`. */
  readonly docs: string | undefined;

  constructor(
    errorCode: UserErrorCode,
    message: string,
    options: { exitCode?: ExitCode; docs?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.errorCode = errorCode;
    this.exitCode = options.exitCode ?? 1;
    this.docs = options.docs;
  }

  /** The page with more information, in the package: `docs/reference.md#names`, or the entry of the code. */
  get page(): string {
    return this.docs === undefined ? docsOf(this.errorCode) : `docs/${this.docs}`;
  }

  /** The exit code of `yo`, which passes an error's numeric `code` to `process.exit`. */
  get code(): ExitCode {
    return this.exitCode;
  }
}

/** The kinds of error with which a command of `onex-runtime` ends. Each has an entry in docs/errors.md. */
export const COMMAND_ERROR_CODES = ['ERR_ONEX_COMMAND', 'ERR_ONEX_DEADLINE', 'ERR_ONEX_NO_ANSWER'] as const;

export type CommandErrorCode = (typeof COMMAND_ERROR_CODES)[number];

/** An error that the user can correct. Commands print it as one line without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CommandErrorCode = 'ERR_ONEX_COMMAND';
  readonly exitCode: number;

  /** `message` says what is wrong, where, and how to fix it. */
  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}

/** An error that the user can correct. Commands print it as one line without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'ERR_ONEX_USAGE';
}

/**
 * Errors for users: one line, a code, an exit code, and a page. An error that is not a `UserError` is a fault of
 * this program, or of the system, and is explained once, here. It must not know any command.
 */
export { docsOf, failureKeys, USER_ERROR_CODES, type FailureKeys, type UserErrorCode } from './codes.ts';
export { EXIT_CODES, UserError, type ExitCode } from './user-error.ts';
export { explain } from './explain.ts';
export { noteWritten, writtenIn } from './written.ts';

/**
 * Errors for users: one line, a code, an exit code, and a page. An error that is not a `UserError` is a defect of this
 * program or a system error, and is explained only here. It must not depend on any command.
 */
export { docsOf, failureKeys, USER_ERROR_CODES, type FailureKeys, type UserErrorCode } from './codes.ts';
export { EXIT_CODES, UserError, type ExitCode } from './user-error.ts';
export { explain } from './explain.ts';
export { noteWritten, writtenIn } from './written.ts';

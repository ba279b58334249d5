export { docsOf, failureKeys, USER_ERROR_CODES, type FailureKeys, type UserErrorCode } from './codes.ts';
export { EXIT_CODES } from './exit-codes.ts';
export { explain } from './explain.ts';
export { noteWritten, writtenIn } from './written.ts';
export { UserError, type ExitCode } from './user-error.ts';

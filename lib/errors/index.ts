export { EXIT_CODES } from './exit-codes.ts';
export { explain } from './explain.ts';
export { UserError, type ExitCode } from './user-error.ts';

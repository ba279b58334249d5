export { UserError, type ExitCode } from './user-error.ts';

export { explain } from './explain.ts';
export { UserError, type ExitCode } from './user-error.ts';

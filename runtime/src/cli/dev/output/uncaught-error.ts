import { errorText, userFrame } from '../../../errors/index.ts';

/** An unhandled error: its message and its first place in the user's code, or its whole stack. */
export function uncaughtError(error: unknown, stack: boolean): string {
  if (!(error instanceof Error)) return `✗ uncaught error: ${errorText(error)}`;
  if (stack) return `✗ uncaught error: ${error.stack ?? errorText(error)}`;
  const frame = userFrame(error.stack);
  const at = frame === null ? '' : ` (at ${frame})`;
  return `✗ uncaught error: ${error.name}: ${errorText(error).split('\n')[0]}${at}; --log-level debug shows the stack`;
}

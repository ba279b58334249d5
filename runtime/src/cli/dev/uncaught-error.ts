import { userFrame } from '../../errors/index.ts';

/** An error that nobody handled: its message and its first place in the user's code, or its whole stack. */
export function uncaughtError(error: unknown, stack: boolean): string {
  if (!(error instanceof Error)) return `✗ uncaught error: ${String(error)}`;
  if (stack) return `✗ uncaught error: ${error.stack ?? error.message}`;
  const frame = userFrame(error.stack);
  const at = frame === null ? '' : ` (at ${frame})`;
  return `✗ uncaught error: ${error.name}: ${error.message.split('\n')[0]}${at}; --log-level debug shows the stack`;
}

/** Warnings that require no action by the user: SQLite of Node 22 and 24, and negative timers of kafkajs. */
const MUTED: ReadonlySet<unknown> = new Set(['ExperimentalWarning', 'TimeoutNegativeWarning']);

/**
 * Prevents Node from printing the warnings of `MUTED`. This is done in code, because a start without options of Node
 * needs it too.
 */
export function muteWarnings(): void {
  const emit = process.emitWarning as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]): void => {
    const [warning, type] = args;
    const name =
      warning instanceof Error ? warning.name : ((type as { type?: unknown } | undefined)?.type ?? type);
    if (!MUTED.has(name)) emit.apply(process, args);
  };
}

/**
 * Keeps warnings of Node and of client libraries, such as that of a timer for a moment already past, out of what a
 * command prints: the user cannot act on them. By code, because a command is not always started with
 * the options for Node that would do the same.
 */
export function silenceWarnings(): void {
  process.removeAllListeners('warning');
  // Without a listener, some versions of Node print a warning themselves.
  process.on('warning', () => {});
}

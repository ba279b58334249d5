type Listener = (line: string) => void;

const listeners = new Set<Listener>();

/** Calls `listener` with every line of JSON that the loggers of this process write, without its secrets. Returns the end. */
export function onLogLine(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Shows a line to the listeners. */
export function showLine(line: string): string {
  for (const listener of listeners) listener(line);
  return line;
}

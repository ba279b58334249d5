interface StreamHolder {
  readonly stdin?: { readonly isTTY?: boolean };
  readonly stdout?: { readonly isTTY?: boolean };
}

/**
 * Whether an adapter has somebody to ask. An adapter without streams of its own, as in tests, answers by itself; one
 * with streams needs a terminal at both ends, since a prompt on an open but silent pipe waits for ever.
 */
export function isTerminal(adapter: unknown): boolean {
  const { actualAdapter, stdin, stdout } = adapter as StreamHolder & { actualAdapter?: StreamHolder };
  const input = actualAdapter === undefined ? stdin : actualAdapter.stdin;
  const output = actualAdapter === undefined ? stdout : actualAdapter.stdout;
  if (input === undefined && output === undefined) return true;
  return input?.isTTY === true && output?.isTTY === true;
}

/**
 * Where an error occurred on the way of a message through a node:
 * - `read`: the record could not be read from the broker as a whole.
 * - `decode`: its value is not an envelope.
 * - `validate`: the payload does not match the model.
 * - `handle`: the handler failed.
 * - `answer`: an output of the handler cannot be a message, or the bus permanently refuses it.
 * - `publish`: the bus did not accept a valid message.
 * - `state`: the store of answers failed.
 */
export type Phase = 'read' | 'decode' | 'validate' | 'handle' | 'answer' | 'publish' | 'state';

const phases = new WeakMap<object, Phase>();

/** Records the phase of an error, unless it has one, because an error has the phase in which it occurred. */
export function markPhase(error: unknown, phase: Phase): void {
  if (typeof error === 'object' && error !== null && !phases.has(error)) phases.set(error, phase);
}

/** The phase of an error, or of its cause. Null if it is not known. */
export function phaseOf(error: unknown): Phase | null {
  const seen = new Set<unknown>();
  for (let current = error; typeof current === 'object' && current !== null && !seen.has(current);) {
    const phase = phases.get(current);
    if (phase !== undefined) return phase;
    seen.add(current);
    current = (current as { cause?: unknown }).cause;
  }
  return null;
}

/** Does work whose errors belong to a phase, which may depend on the error. */
export async function inPhase<T>(
  phase: Phase | ((error: unknown) => Phase),
  work: () => Promise<T> | T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    markPhase(error, typeof phase === 'function' ? phase(error) : phase);
    throw error;
  }
}

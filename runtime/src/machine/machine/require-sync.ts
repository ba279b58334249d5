import { types } from 'node:util';
import { OnexError } from '../../errors/index.ts';

/**
 * @throws OnexError CONTRACT_VALIDATION_ERROR naming every action or guard that is async or a generator. Its result
 * would be a promise, which a pure machine can neither await nor read.
 */
export function requireSync(
  node: string,
  what: 'action' | 'guard',
  code: Readonly<Record<string, unknown>>,
): void {
  const found = Object.entries(code).filter(
    ([, one]) => types.isAsyncFunction(one) || types.isGeneratorFunction(one),
  );
  if (found.length === 0) return;
  const names = found.map(([name]) => name).join(', ');
  throw new OnexError(
    'CONTRACT_VALIDATION_ERROR',
    `${node}: ${what} ${names} is async. A reducer is pure: return the result, and emit an intent for asynchronous work.`,
    { context: { node, [what]: names } },
  );
}

/** @throws OnexError CONTRACT_VALIDATION_ERROR for a promise, which a function that is not async may also return. */
export function requireValue<T>(value: T, what: string): T {
  if (!types.isPromise(value) && typeof (value as { then?: unknown } | null)?.then !== 'function')
    return value;
  if (types.isPromise(value)) value.catch(() => {});
  throw new OnexError(
    'CONTRACT_VALIDATION_ERROR',
    `${what} returns a promise. A reducer is pure: return the result, and emit an intent for asynchronous work.`,
  );
}

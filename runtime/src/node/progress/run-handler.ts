import { isThenable } from '../../values/index.ts';
import type { MessageInProgress } from './in-progress.ts';

/**
 * Calls a handler on behalf of a message. Measures how long the call blocks, and ends with an error that the handler
 * did not throw itself when it is attributed to the message meanwhile.
 */
export async function runHandler<T>(
  message: MessageInProgress | null,
  call: () => Promise<T> | T,
): Promise<T> {
  if (message === null) return call();
  const began = performance.now();
  let result: Promise<T> | T;
  try {
    result = call();
  } finally {
    message.blockedMs = Math.max(message.blockedMs, performance.now() - began);
  }
  // Nothing can be attributed to a call that has returned its value.
  if (!isThenable(result)) return result;
  const { promise, resolve, reject: fail } = Promise.withResolvers<T>();
  message.fail = fail;
  result.then(resolve, fail);
  try {
    return await promise;
  } finally {
    if (message.fail === fail) message.fail = null;
  }
}

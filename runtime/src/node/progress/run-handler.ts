import type { MessageInProgress } from './in-progress.ts';

/**
 * Calls a handler on behalf of a message. Measures how long the call blocks, and ends with an error that the handler did
 * not throw itself when it is attributed to the message meanwhile.
 */
export async function runHandler<T>(
  message: MessageInProgress | null,
  call: () => Promise<T> | T,
): Promise<T> {
  if (message === null) return call();
  const stray = Promise.withResolvers<never>();
  message.fail = stray.reject;
  const began = performance.now();
  try {
    let result: Promise<T> | T;
    try {
      result = call();
    } finally {
      message.blockedMs = Math.max(message.blockedMs, performance.now() - began);
    }
    return await Promise.race([result, stray.promise]);
  } finally {
    if (message.fail === stray.reject) message.fail = null;
  }
}

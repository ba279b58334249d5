import { namedOperations, type Envelope } from '../event-bus/index.ts';

/**
 * The envelope with its operation as a property of the payload that is not enumerable. Tests that runtime 0.1 generated
 * read it there. Comparing and printing the payload shows only what was sent.
 */
export function withReadableOperation<T>(envelope: Envelope<T>): Envelope<T> {
  const { payload } = envelope;
  const [operation] = namedOperations(envelope);
  if (operation === undefined || typeof payload !== 'object' || payload === null || 'operation' in payload)
    return envelope;
  const readable = Object.defineProperty({ ...payload }, 'operation', { value: operation });
  return { ...envelope, payload: readable };
}

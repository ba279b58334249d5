import type { Output } from '../../node/messages/index.ts';

/**
 * Stored messages, in a form that an instance of onex-runtime 0.1 on the same database can publish. Such an instance
 * takes over workflows, and reads the operation only from the payload. So the stored payload names the operation, and a
 * mark says that this is not a field of the payload itself. This version removes both when it loads the message.
 */
interface StoredOutput extends Output {
  readonly operationInPayload?: true;
}

/** The message as it is stored. */
export function storedOutput(output: Output): Output {
  const { operation, payload } = output;
  if (operation == null || !isRecord(payload) || Object.hasOwn(payload, 'operation')) return output;
  const stored: StoredOutput = { ...output, payload: { ...payload, operation }, operationInPayload: true };
  return stored;
}

/** The message as it was before it was stored. */
export function loadedOutput(output: Output): Output {
  const { operationInPayload, ...loaded } = output as StoredOutput;
  if (operationInPayload !== true || !isRecord(loaded.payload)) return output;
  const { operation: _operation, ...payload } = loaded.payload;
  return { ...loaded, payload };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

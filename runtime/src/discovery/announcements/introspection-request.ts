import { isUuid, parseJsonObject } from '../../event-bus/wire/index.ts';

export interface IntrospectionRequest {
  /** Null if every node is meant. */
  readonly targetNodeId: string | null;
  readonly correlationId: string | null;
}

/**
 * Reads a request to introspect: raw JSON or an envelope, with the fields at the top or in the payload. Null for any
 * other message. Such a message is not addressed to this node, so it is not dead-lettered.
 */
export function parseIntrospectionRequest(value: Buffer | null): IntrospectionRequest | null {
  let message: Record<string, unknown>;
  try {
    message = parseJsonObject(value);
  } catch {
    return null;
  }
  const target = idIn(message, 'target_node_id');
  if (target === undefined) return null;
  return { targetNodeId: target, correlationId: idIn(message, 'correlation_id') ?? null };
}

/** Null if absent; undefined if present but not a UUID. */
function idIn(message: Record<string, unknown>, name: string): string | null | undefined {
  const payload = message['payload'];
  const inner = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  const value = message[name] ?? inner[name] ?? null;
  if (value === null) return null;
  return isUuid(value) ? value.toLowerCase() : undefined;
}

import type { Envelope } from '../envelope/index.ts';
import { HEARTBEAT_TOPIC, INTROSPECTION_TOPIC } from './topics.ts';

const KEY_FIELDS = ['entity_id', 'node_id', 'session_id', 'correlation_id'] as const;

/**
 * Key of a record: the first of the payload's entity, node, session, and correlation IDs, otherwise the envelope's
 * correlation ID. Messages of one key stay in order. Announcements of nodes have no key.
 */
export function recordKey(envelope: Envelope, topic: string): string | null {
  if (topic === INTROSPECTION_TOPIC || topic === HEARTBEAT_TOPIC) return null;
  return payloadKey(envelope.payload) ?? envelope.correlation_id;
}

/** The first of the entity, node, session, and correlation IDs of a payload. Null if there is none. */
export function payloadKey(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null;
  for (const field of KEY_FIELDS) {
    const value = (payload as Record<string, unknown>)[field];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  }
  return null;
}

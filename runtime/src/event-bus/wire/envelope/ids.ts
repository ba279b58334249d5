import { createHash } from 'node:crypto';

/** Namespace of all name-based IDs of ONEX nodes in TypeScript ("onexno", version 5 bits, 1). */
export const ONEX_NAMESPACE = '6f6e6578-6e6f-5465-8000-000000000001';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `text` is a UUID of any version, in either case, with dashes. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** Name-based UUID (RFC 9562, version 5) of `name` within `namespace`, itself a UUID. */
export function uuidv5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * ID of an output for an input. It is the same for every attempt and every instance, so a message that is handled twice
 * is answered with the same envelope IDs. The node's name is part of it, because two nodes may consume one event, and
 * their outputs must not be taken for duplicates of each other.
 */
export function outputId(inputEnvelopeId: string, nodeName: string, position: number): string {
  return uuidv5(inputEnvelopeId, `${nodeName}/${position}`);
}

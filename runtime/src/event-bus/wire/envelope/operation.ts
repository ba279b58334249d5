import type { Envelope } from './envelope.ts';

/**
 * The operation of a message is not part of its payload, because the payload is the contract's model and nothing else.
 * It is in this header of the record and, for places that lose headers, in this tag of the envelope.
 */
const HEADER = 'operation_name';
const TAG = 'operation';

/** The tags of an envelope with the operation that the message asks for or answers. */
export function withOperationTag(
  tags: Readonly<Record<string, string>>,
  operation: string,
): Record<string, string> {
  return { ...tags, [TAG]: operation };
}

/** The operation in the envelope's tag. Null if there is none. */
export function taggedOperation({ metadata }: Pick<Envelope, 'metadata'>): string | null {
  return nonEmpty(metadata.tags, TAG);
}

/** The envelope with the operation that a header of its record names, so one reader serves both places. */
export function withOperationHeader(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
  const operation = nonEmpty(headers, HEADER);
  if (operation === null) return envelope;
  const { metadata } = envelope;
  return { ...envelope, metadata: { ...metadata, headers: { ...metadata.headers, [HEADER]: operation } } };
}

/** The operations that a message names outside its payload, the most authoritative first: its header, then its tag. */
export function namedOperations({ metadata }: Pick<Envelope, 'metadata'>): readonly string[] {
  const named = [nonEmpty(metadata.headers, HEADER), nonEmpty(metadata.tags, TAG)];
  return [...new Set(named.filter((operation) => operation !== null))];
}

function nonEmpty(record: Readonly<Record<string, string>>, name: string): string | null {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return value === undefined || value === '' ? null : value;
}

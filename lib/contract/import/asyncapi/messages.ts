import { quote } from 'onex-cli-kit';
import { AsyncapiDocument, isRecord, textOf, type Spot } from './document.ts';

/** Finds the schema of a payload in the messages that an operation names, otherwise in those of its channel. */
export function payloadOf(document: AsyncapiDocument, operation: Spot, channel: Spot): Spot | null {
  const named = document.entries(document.at(operation, 'messages'));
  const messages = named.length > 0 ? named : document.entries(document.at(channel, 'messages'));
  const [first, ...others] = messages.map((message) => document.resolve(message));
  for (const other of others)
    document.note(other, 'this message is dropped: an operation has one message, and the first one is read');
  if (first === undefined || !isRecord(first.value)) return null;
  for (const key of ['traits', 'bindings']) {
    if (first.value[key] !== undefined)
      document.note(document.at(first, key), `${key} of messages are dropped`);
  }
  const payload = document.resolve(document.at(first, 'payload'));
  return payload.value === undefined ? null : withoutEnvelope(document, ofFormat(document, payload));
}

/** Only schemas in JSON Schema are read. */
function ofFormat(document: AsyncapiDocument, payload: Spot): Spot {
  const format = isRecord(payload.value) ? textOf(payload.value['schemaFormat']) : null;
  if (format === null) return payload;
  if (/json|aai\.asyncapi/.test(format)) return document.resolve(document.at(payload, 'schema'));
  document.note(payload, `a payload of format ${quote(format)} is dropped: the node takes any object`);
  return { value: undefined, path: payload.path };
}

/** Returns the payload's own schema if the document describes the whole ONEX envelope. */
function withoutEnvelope(document: AsyncapiDocument, payload: Spot): Spot {
  const parts = [payload, ...document.entries(document.at(payload, 'allOf'))].map((part) =>
    document.resolve(part),
  );
  const properties = parts.map((part) => document.at(part, 'properties'));
  const has = (key: string): Spot[] =>
    properties.map((spot) => document.at(spot, key)).filter(({ value }) => value !== undefined);
  if (has('envelope_id').length === 0) return payload;
  const inner = has('payload').toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
  return inner === undefined ? { value: {}, path: payload.path } : inner;
}

const sizeOf = ({ value }: Spot): number => (isRecord(value) ? Object.keys(value).length : 0);

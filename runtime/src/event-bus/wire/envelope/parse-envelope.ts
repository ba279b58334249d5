import type { z } from 'zod';
import { ContentError } from '../../../errors/index.ts';
import { ENVELOPE_VERSION, ONEX_VERSION, type Envelope } from './envelope.ts';
import { envelopeSchema, type metadataSchema } from './envelope-schema.ts';
import { readUsualFields } from './fast-path/index.ts';
import { ONEX_NAMESPACE, isUuid, uuidv5 } from './ids.ts';
import { DEEPEST, isTooDeep } from './nesting.ts';

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /**
   * Distinguishes records with the same offset after a topic was deleted and created again. Absent if topics are never
   * deleted.
   */
  readonly incarnation?: string;
}

/**
 * Parses the value of a record. An envelope without an ID gets one from its place in the log, so it is recognized when
 * it is delivered again. An envelope without a correlation ID starts a conversation named by its own ID.
 * @throws ContentError if the value is not UTF-8, not JSON, not an object, nested too deeply, without a payload, or
 * with a field of a wrong type. The message never quotes the content.
 */
export function parseEnvelope(value: Buffer | null, place?: RecordPlace): Envelope {
  return envelopeOf(parseJsonObject(value), place);
}

/**
 * Parses the value of a record as a command. A flat object, as `onex kafka produce` of the Python packages sends it, is
 * the payload itself: it has neither `payload` nor `envelope_id`.
 * @throws ContentError as `parseEnvelope` does.
 */
export function parseCommand(value: Buffer | null, place?: RecordPlace): Envelope {
  const object = parseJsonObject(value);
  if ('payload' in object || 'envelope_id' in object) return envelopeOf(object, place);
  const { correlation_id: correlationId } = object;
  return envelopeOf(
    { payload: object, ...(isUuid(correlationId) && { correlation_id: correlationId }) },
    place,
  );
}

function envelopeOf(object: Record<string, unknown>, place: RecordPlace | undefined): Envelope {
  if (!('payload' in object)) throw new ContentError('the message has no payload');
  const data = readUsualFields(object) ?? readBySchema(object);
  const major = data.envelope_version?.major ?? ENVELOPE_VERSION.major;
  if (major > ENVELOPE_VERSION.major) {
    throw new ContentError(
      `envelope version ${major} is not supported; the supported version is ${ENVELOPE_VERSION.major} is`,
    );
  }
  const id = data.envelope_id ?? idOfPlace(place);
  const { parent_envelope_id: parent, tenant_id: tenant, producer, ...known } = data;
  return {
    ...known,
    ...(parent != null && { parent_envelope_id: parent }),
    ...(tenant !== null && { tenant_id: tenant }),
    ...(producer !== null && { producer }),
    ...(data.trace_id === null && traceOf(data.metadata)),
    payload: object['payload'],
    envelope_id: id,
    envelope_timestamp: data.envelope_timestamp ?? new Date().toISOString(),
    correlation_id: data.correlation_id ?? id,
    security_context: data.security_context ?? null,
    priority: data.priority ?? 5,
    timeout_seconds: data.timeout_seconds ?? null,
    retry_count: data.retry_count ?? 0,
    onex_version: data.onex_version ?? ONEX_VERSION,
    envelope_version: data.envelope_version ?? ENVELOPE_VERSION,
  };
}

/** @throws ContentError naming the fields that are wrong. */
function readBySchema(object: Record<string, unknown>): z.infer<typeof envelopeSchema> {
  const { success, data, error } = envelopeSchema.safeParse(object);
  if (!success) throw new ContentError(describe(error));
  return data;
}

/** The correlation ID that a value names, however malformed the rest is. Null if none can be read. */
export function findCorrelationId(value: Buffer | null): string | null {
  try {
    const id = decodeObject(value)['correlation_id'];
    return isUuid(id) ? id.toLowerCase() : null;
  } catch {
    return null;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** @throws ContentError if the value is absent, not UTF-8, not JSON, nested too deeply, or not an object. */
export function parseJsonObject(value: Buffer | null): Record<string, unknown> {
  if (value !== null && isTooDeep(value)) {
    throw new ContentError(`the message is nested deeper than ${DEEPEST} levels`);
  }
  return decodeObject(value);
}

function decodeObject(value: Buffer | null): Record<string, unknown> {
  if (value === null || value.length === 0) throw new ContentError('the message has no value');
  let decoded: string;
  try {
    decoded = UTF8.decode(value);
  } catch {
    throw new ContentError('the message is not UTF-8');
  }
  let json: unknown;
  try {
    json = JSON.parse(decoded);
  } catch {
    throw new ContentError('the message is not JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ContentError('the message is not a JSON object');
  }
  return json as Record<string, unknown>;
}

/** Some senders state a trace only in the metadata. */
function traceOf({
  trace_id,
  span_id,
}: z.infer<typeof metadataSchema>): Pick<Envelope, 'trace_id' | 'span_id'> {
  return { trace_id, span_id };
}

function idOfPlace(place: RecordPlace | undefined): string {
  if (place === undefined) throw new ContentError('the envelope has no envelope_id');
  const { topic, partition, offset, incarnation } = place;
  const time = incarnation === undefined ? '' : `/${incarnation}`;
  return uuidv5(ONEX_NAMESPACE, `${topic}/${partition}/${offset}${time}`);
}

/** `envelope_id: Invalid GUID; priority: Too big`: paths and expectations, never values. */
function describe(error: z.ZodError): string {
  const faults = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return `the envelope is malformed: ${faults.join('; ')}`;
}

import { z } from 'zod';
import { ContentError } from '../../errors/index.ts';
import { ENVELOPE_VERSION, ONEX_VERSION, type Envelope } from './envelope.ts';
import { ONEX_NAMESPACE, isUuid, uuidv5 } from './ids.ts';
import { DEEPEST, isTooDeep } from './nesting.ts';

const uuid = z.guid().transform((text) => text.toLowerCase());
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const integer = z.int().min(0);

const version = z.object({
  major: integer,
  minor: integer,
  patch: integer,
  prerelease: text,
  build: text,
});

/** Headers and tags of others may hold any JSON value; what is no string is of no use to us and is left out. */
const strings = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(
    (record) =>
      Object.fromEntries(
        Object.entries(record ?? {}).filter(([, value]) => typeof value === 'string'),
      ) as Record<string, string>,
  );

const metadata = z
  .object({
    trace_id: text,
    span_id: text,
    parent_span_id: text,
    request_id: text,
    headers: strings,
    tags: strings,
  })
  .prefault({});

/** Lenient about what is absent and about keys unknown to us, strict about the type of what is there. */
const envelope = z.object({
  envelope_id: uuid.nullish(),
  envelope_timestamp: z.string().nullish(),
  correlation_id: uuid.nullish(),
  source_tool: text,
  target_tool: text,
  metadata: metadata.nullish().transform((value) => value ?? metadata.parse({})),
  security_context: z.unknown().optional(),
  event_type: text,
  payload_type: text,
  payload_schema_version: version.nullish().transform((value) => value ?? null),
  priority: z.int().min(1).max(10).nullish(),
  timeout_seconds: z.number().positive().nullish(),
  retry_count: integer.nullish(),
  request_id: text,
  trace_id: text,
  span_id: text,
  onex_version: version.nullish(),
  envelope_version: version.nullish(),
});

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970. A topic that is deleted and created again has the same offsets, but other times. */
  readonly timestamp?: number;
}

/**
 * Reads a record's value. An envelope without an id gets one from its place and time in the log, so that it is
 * recognized when it is delivered again; one without a correlation id starts a conversation named by its own id.
 * @throws ContentError when the value is not UTF-8, not JSON, no object, nested too deeply, has no payload, or a field of
 * a wrong type; the message never quotes the content.
 */
export function parseEnvelope(value: Buffer | null, place?: RecordPlace): Envelope {
  const object = parseJsonObject(value);
  if (!('payload' in object)) throw new ContentError('the message has no payload');
  const result = envelope.safeParse(object);
  if (!result.success) throw new ContentError(describe(result.error));
  const data = result.data;
  const major = data.envelope_version?.major ?? ENVELOPE_VERSION.major;
  if (major > ENVELOPE_VERSION.major) {
    throw new ContentError(`envelope version ${major} is not understood, ${ENVELOPE_VERSION.major} is`);
  }
  const id = data.envelope_id ?? idOfPlace(place);
  return {
    ...data,
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

/** The correlation id that a value names, however malformed the rest is; null when none can be read. */
export function findCorrelationId(value: Buffer | null): string | null {
  try {
    const id = decodeObject(value)['correlation_id'];
    return isUuid(id) ? id.toLowerCase() : null;
  } catch {
    return null;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** @throws ContentError when the value is absent, not UTF-8, not JSON, nested too deeply or not an object. */
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

/** Some senders name a trace in the metadata alone. */
function traceOf({ trace_id, span_id }: z.infer<typeof metadata>): Pick<Envelope, 'trace_id' | 'span_id'> {
  return { trace_id, span_id };
}

function idOfPlace(place: RecordPlace | undefined): string {
  if (place === undefined) throw new ContentError('the envelope has no envelope_id');
  const { topic, partition, offset, timestamp } = place;
  const time = timestamp === undefined ? '' : `/${timestamp}`;
  return uuidv5(ONEX_NAMESPACE, `${topic}/${partition}/${offset}${time}`);
}

/** `envelope_id: Invalid GUID; priority: Too big`: paths and expectations, never values. */
function describe(error: z.ZodError): string {
  const faults = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return `the envelope is malformed: ${faults.join('; ')}`;
}

import { z } from 'zod';

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

/**
 * Headers and tags of other senders may hold any JSON value. Values that are not strings are not used here, and are
 * left out.
 */
const strings = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((record) => onlyStrings(record ?? {}));

export const metadataSchema = z
  .object({
    trace_id: text,
    span_id: text,
    parent_span_id: text,
    request_id: text,
    headers: strings,
    tags: strings,
  })
  .prefault({});

/**
 * The only schema of an envelope. Envelopes that are read are parsed by it, and envelopes that are built must pass it,
 * so nothing is published that a reader rejects. It is lenient about absent and unknown keys, and strict about the
 * types of values.
 */
export const envelopeSchema = z.object({
  envelope_id: uuid.nullish(),
  envelope_timestamp: z.string().nullish(),
  correlation_id: uuid.nullish(),
  source_tool: text,
  target_tool: text,
  metadata: metadataSchema.nullish().transform((value) => value ?? metadataSchema.parse({})),
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
  parent_envelope_id: uuid.nullish(),
  tenant_id: text,
  producer: text,
});

function onlyStrings(record: Record<string, unknown>): Record<string, string> {
  const isString = (value: unknown): boolean => typeof value === 'string';
  // Nearly all messages have no other keys.
  if (Object.values(record).every(isString)) return record as Record<string, string>;
  const strings = Object.entries(record).filter(([, value]) => isString(value));
  return Object.fromEntries(strings) as Record<string, string>;
}

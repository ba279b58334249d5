const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };
const nullable = (schema: object): object => ({ anyOf: [schema, { type: 'null' }] });
const id = { type: 'string', format: 'uuid' };

const version = {
  type: 'object',
  required: ['major', 'minor', 'patch'],
  properties: {
    major: { type: 'integer', minimum: 0 },
    minor: { type: 'integer', minimum: 0 },
    patch: { type: 'integer', minimum: 0 },
    prerelease: nullableText,
    build: nullableText,
  },
};

/** The envelope of every message: ModelEventEnvelope 2.1.0. */
export const ENVELOPE = {
  type: 'object',
  description: 'The envelope of every message; the contract’s model is its payload.',
  required: ['payload', 'envelope_id', 'envelope_timestamp', 'correlation_id'],
  properties: {
    payload: {},
    envelope_id: id,
    envelope_timestamp: { type: 'string', format: 'date-time' },
    correlation_id: id,
    source_tool: nullableText,
    target_tool: nullableText,
    metadata: {
      type: 'object',
      properties: {
        trace_id: nullableText,
        span_id: nullableText,
        parent_span_id: nullableText,
        request_id: nullableText,
        headers: { type: 'object', additionalProperties: text },
        tags: { type: 'object', additionalProperties: text },
      },
    },
    security_context: {},
    event_type: nullableText,
    payload_type: nullableText,
    payload_schema_version: nullable(version),
    priority: { type: 'integer', minimum: 1, maximum: 10 },
    timeout_seconds: nullable({ type: 'number', exclusiveMinimum: 0 }),
    retry_count: { type: 'integer', minimum: 0 },
    request_id: nullableText,
    trace_id: nullableText,
    span_id: nullableText,
    onex_version: version,
    envelope_version: version,
  },
};

/** Headers of every message; all values are text. */
export const HEADERS = {
  type: 'object',
  properties: {
    content_type: { type: 'string', const: 'application/json' },
    correlation_id: text,
    message_id: { type: 'string', description: 'The envelope_id.' },
    timestamp: text,
    source: text,
    event_type: text,
    schema_version: text,
    operation_name: { type: 'string', description: 'The operation that is asked for, or answered.' },
  },
};

/** The payload of a failed event. */
export const FAILURE = {
  type: 'object',
  required: ['error'],
  properties: {
    status: { type: 'string', const: 'failed' },
    failure_reason: text,
    error: {
      type: 'object',
      required: ['message', 'error_code'],
      properties: {
        message: text,
        error_code: text,
        correlation_id: nullableText,
        context: { type: 'object' },
      },
    },
  },
};

/** A payload that the contract does not describe. */
export const ANY = { type: 'object' };

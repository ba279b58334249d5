import { closed, count, flag, milliseconds, said, text, type Json } from './shapes.ts';

const notation: Json = said(
  text,
  'A type: str, int, float, bool, UUID, datetime, date, Decimal, bytes, list[T], dict[K, V], T | None, Literal["a", "b"], or a model of definitions.',
);
const number: Json = { type: 'number' };

/** A field by its type and constraints. */
const field: Json = {
  type: 'object',
  properties: {
    name: said(text, 'Name of the field, where fields are a list.'),
    type: { anyOf: [notation, { type: 'array', items: text }] },
    description: text,
    required: { anyOf: [flag, { type: 'array', items: text }] },
    default: said({}, 'The value when the field is absent.'),
    enum: said({ type: 'array' }, 'The allowed values.'),
    format: said(text, 'Of a text: uuid, date-time, date, email, uri, hostname, ipv4, ipv6, time, duration.'),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: number,
    minLength: count,
    maxLength: count,
    pattern: said(text, 'A regular expression that begins with ^.'),
    minItems: count,
    maxItems: count,
    items: { anyOf: [notation, { $ref: '#/definitions/field' }] },
    properties: {
      type: 'object',
      additionalProperties: { anyOf: [notation, { $ref: '#/definitions/field' }] },
    },
    additionalProperties: { anyOf: [flag, notation, { $ref: '#/definitions/field' }] },
    anyOf: { type: 'array', items: { $ref: '#/definitions/field' } },
    oneOf: { type: 'array', items: { $ref: '#/definitions/field' } },
    $ref: said(text, 'A model: #/definitions/NAME.'),
  },
};

/** Fields of a message: a list of `name: type`, a mapping, or the JSON Schema of an object. */
const fields: Json = {
  description: 'Fields as "name: type", as a mapping, or as the JSON Schema of an object.',
  anyOf: [
    { type: 'array', items: { anyOf: [text, { type: 'object' }] } },
    {
      type: 'object',
      additionalProperties: { anyOf: [notation, field, { type: ['array', 'null', 'boolean', 'number'] }] },
    },
  ],
};

const OPERATION: Json = closed(
  {
    operation: said(text, 'Name of the operation, which a message names.'),
    aliases: said(
      { type: 'array', items: text },
      'Former names of the operation, which messages may still use.',
    ),
    operation_name: text,
    name: text,
    operation_type: said(
      text,
      'Required by the strict contract of an effect: what the operation does, such as create, read, update, or delete; mostly the name again.',
    ),
    description: said(text, 'What the operation does, in a sentence.'),
    input_fields: fields,
    output_fields: fields,
    input: fields,
    output: fields,
    idempotent: said(
      flag,
      'The operation is idempotent: processing a message twice has the effect of processing it once.',
    ),
    timeout_ms: milliseconds,
    operation_timeout_ms: milliseconds,
    timeout_seconds: milliseconds,
    version: {},
    operation_version: {},
    url_template: text,
    body_template: text,
  },
  [
    'handler_method',
    'protocol_method',
    'atomic',
    'backup_enabled',
    'permissions',
    'recursive',
    'buffer_size',
    'validation_enabled',
    'retry_policy',
    'circuit_breaker',
  ],
);

/** Operations as a list. */
export const operations: Json = {
  type: 'array',
  items: { anyOf: [text, { $ref: '#/definitions/operation' }] },
};

/** Named models, each a JSON Schema, a mapping, or a list of fields. */
export const definitions: Json = {
  type: 'object',
  description: 'Models by name. Fields name them as their type.',
  additionalProperties: {
    anyOf: [{ $ref: '#/definitions/field' }, { type: 'array', items: { anyOf: [text, { type: 'object' }] } }],
  },
};

/** Schemas that the schema refers to. */
export const SHARED: Json = { field, operation: OPERATION };

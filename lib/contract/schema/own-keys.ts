const text = { type: 'string' };
const flag = { type: 'boolean' };
const texts = { type: 'array', items: text };

const version = {
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      required: ['major', 'minor', 'patch'],
      properties: { major: { type: 'integer' }, minor: { type: 'integer' }, patch: { type: 'integer' } },
    },
  ],
};

const model = {
  anyOf: [
    text,
    { type: 'object', required: ['name'], properties: { name: text, module: text, description: text } },
  ],
};

const fields = {
  description:
    'Fields as "name: type", in the notation of Python: str, int, UUID, list[T], dict[K, V], T | None …',
  anyOf: [{ type: 'array', items: { anyOf: [text, { type: 'object' }] } }, { type: 'object' }],
};

const operations = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      operation: text,
      operation_type: text,
      description: text,
      input_fields: fields,
      output_fields: fields,
      idempotent: flag,
      timeout_seconds: { type: 'number', minimum: 0 },
    },
  },
};

const step = {
  type: 'object',
  properties: {
    node: text,
    operation: text,
    compensation: text,
    condition: text,
    command_topic: text,
    completed_topic: text,
    failed_topic: text,
    timeout_ms: { type: 'number', minimum: 1 },
    max_retries: { type: 'integer', minimum: 0 },
  },
};

/** Keys whose forms are wider than the strict ones, or that the strict contract does not have. */
export const OWN: Readonly<Record<string, object>> = {
  node_type: {
    type: 'string',
    examples: ['EFFECT_GENERIC', 'COMPUTE_GENERIC', 'REDUCER_GENERIC', 'ORCHESTRATOR_GENERIC'],
  },
  contract_version: version,
  node_version: version,
  input_model: model,
  output_model: model,
  state_model: model,
  io_operations: operations,
  annotations: {
    type: 'object',
    properties: {
      domain: text,
      operations,
      cache: {
        type: 'object',
        properties: {
          enabled: flag,
          max_entries: { type: 'integer', minimum: 1 },
          ttl_ms: { type: 'number' },
        },
      },
      workflow: {
        type: 'object',
        properties: {
          recovery: { enum: ['fail_fast', 'compensate', 'continue'] },
          steps: { type: 'object', additionalProperties: step },
        },
      },
    },
  },
  dependencies: {},
  feature_flags: {},
  handler_routing: {
    type: 'object',
    properties: {
      routing_strategy: {
        type: 'string',
        examples: ['operation_match', 'payload_type_match', 'backend_match', 'topic_match'],
      },
      handlers: { type: 'array', items: { type: 'object' } },
      default_handler: {},
      default_backend: text,
    },
  },
  error_handling: {
    type: 'object',
    properties: {
      retry_policy: {
        type: 'object',
        properties: {
          max_retries: { type: 'integer', minimum: 0 },
          initial_delay_ms: { type: 'number', minimum: 0 },
          max_delay_ms: { type: 'number', minimum: 0 },
          exponential_base: { type: 'number', minimum: 1 },
          retry_on: texts,
        },
      },
      circuit_breaker: {
        type: 'object',
        properties: {
          enabled: flag,
          failure_threshold: { type: 'integer' },
          reset_timeout_ms: { type: 'number' },
        },
      },
    },
  },
  event_type: {},
  golden_path: {},
  dod_evidence: {},
  caching: {},
  published_events: {},
  consumed_events: {},
  idempotent_operations: {},
};

export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  name: 'Name of the node and of its folder: node_<domain>_<name>_<kind>.',
  node_type: 'The kind of node.',
  description: 'What the node does, in a sentence.',
  event_bus: 'Topics the node subscribes to and publishes on: onex.<kind>.<producer>.<event-name>.v<N>.',
  io_operations: 'Operations of an effect; each is a handler.',
  annotations: 'What has no key of its own: domain, operations of the other kinds, steps of a workflow.',
  state_machine: 'States of a reducer and what leads from one to the next.',
  workflow_coordination: 'Steps of an orchestrator, what each waits for, and the rules they run by.',
  handler_routing: 'Which handler takes which message.',
  performance: 'Limits; single_operation_max_ms ends an operation that takes longer.',
  retry_policies: 'How often an effect tries again.',
  algorithm: 'The algorithm of a compute; the weights of its factors sum to 1.',
  input_model: 'Model of what the node takes.',
  output_model: 'Model of what the node gives.',
};

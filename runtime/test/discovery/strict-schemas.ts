import { z } from 'zod';

/** The payloads of discovery as their strictest readers take them: every key named here, unknown ones refused. */
const uuid = z.uuid();
const version = z.strictObject({
  major: z.int().min(0),
  minor: z.int().min(0),
  patch: z.int().min(0),
});
const timestamp = z.iso.datetime({ offset: true });
const kind = z.enum(['effect', 'compute', 'reducer', 'orchestrator']);
const topicEntry = z.strictObject({
  topic: z.string().min(1),
  event_type: z.string().nullable(),
  message_category: z.enum(['EVENT', 'COMMAND', 'INTENT']),
  description: z.string().nullable(),
});

export const introspectionSchema = z.strictObject({
  node_id: uuid,
  node_name: z.string(),
  node_type: kind,
  node_version: version,
  declared_capabilities: z.looseObject({
    postgres: z.boolean(),
    read: z.boolean(),
    write: z.boolean(),
    database: z.boolean(),
    transactions: z.boolean(),
    processing: z.boolean(),
    routing: z.boolean(),
    feature: z.boolean(),
    supported_types: z.array(z.string()),
  }),
  discovered_capabilities: z.strictObject({
    operations: z.array(z.string()),
    has_fsm: z.boolean(),
    method_signatures: z.record(z.string(), z.string()),
    attributes: z.record(z.string(), z.unknown()),
  }),
  contract_capabilities: z
    .strictObject({
      contract_type: z.string(),
      contract_version: version,
      intent_types: z.array(z.string()),
      protocols: z.array(z.string()),
      capability_tags: z.array(z.string()),
      service_metadata: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  endpoints: z.record(z.string(), z.url({ protocol: /^https?$/ })),
  current_state: z.string().nullable(),
  reason: z.enum(['startup', 'shutdown', 'request', 'heartbeat', 'health_change', 'capability_change']),
  correlation_id: uuid,
  timestamp,
  metadata: z.looseObject({
    version: z.string().nullable(),
    environment: z.string().nullable(),
    region: z.string().nullable(),
    cluster: z.string().nullable(),
    description: z.string().nullable(),
  }),
  event_bus: z
    .strictObject({ subscribe_topics: z.array(topicEntry), publish_topics: z.array(topicEntry) })
    .nullable(),
});

export const heartbeatSchema = z.strictObject({
  node_id: uuid,
  node_type: kind,
  node_version: version,
  uptime_seconds: z.number().min(0),
  active_operations_count: z.int().min(0),
  memory_usage_mb: z.number().min(0).nullable(),
  cpu_usage_percent: z.number().min(0).max(100).nullable(),
  correlation_id: uuid.nullable(),
  timestamp,
});

export const envelopeSchema = z.strictObject({
  payload: z.unknown(),
  envelope_id: uuid,
  envelope_timestamp: timestamp,
  correlation_id: uuid,
  source_tool: z.string().nullable(),
  target_tool: z.string().nullable(),
  metadata: z.strictObject({
    trace_id: z.string().nullable(),
    span_id: z.string().nullable(),
    parent_span_id: z.string().nullable(),
    request_id: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    tags: z.record(z.string(), z.string()),
  }),
  security_context: z.null(),
  event_type: z.string().nullable(),
  payload_type: z.string().nullable(),
  payload_schema_version: z.null(),
  priority: z.int().min(1).max(10),
  timeout_seconds: z.number().positive().nullable(),
  retry_count: z.int().min(0),
  request_id: z.string().nullable(),
  trace_id: z.string().nullable(),
  span_id: z.string().nullable(),
  onex_version: version.extend({ prerelease: z.null(), build: z.null() }),
  envelope_version: version.extend({ prerelease: z.null(), build: z.null() }),
});

/** ModelStructuredLogEntry of omnibase-core, with every key that it has. */
export const logEntrySchema = z.strictObject({
  entry_id: uuid,
  timestamp,
  source_system: z.string(),
  operation: z.string(),
  node_id: uuid.nullable(),
  correlation_id: uuid.nullable(),
  session_id: uuid.nullable(),
  level: z.enum(['trace', 'debug', 'info', 'warning', 'error', 'critical', 'fatal', 'success', 'unknown']),
  message: z.string(),
  status: z.enum(['emitted', 'suppressed', 'redacted', 'failed']),
  redaction_state: z.enum(['none', 'partial', 'full']),
  suppression_decision: z.enum([
    'emit',
    'suppress_below_threshold',
    'suppress_rate_limited',
    'suppress_policy',
  ]),
  artifact_refs: z.array(z.string()),
  metadata: z.record(z.string(), z.string()),
});

const window = {
  node_id: uuid,
  window_start: timestamp,
  window_end: timestamp,
  window_sequence: z.int().min(0),
};
const count = z.int().min(0);

/** ModelNodeFlowWindow of omnibase-infra. */
export const flowWindowSchema = z.strictObject({
  ...window,
  consumer_deltas: z.array(
    z.strictObject({
      ...window,
      consumer_group: z.string().min(1),
      topic: z.string().min(1),
      messages_in: count,
      messages_out: count,
      messages_dlq: count,
      handler_errors: count,
      declares_output: z.boolean().nullable(),
    }),
  ),
  produce_deltas: z.array(z.strictObject({ ...window, topic: z.string().min(1), messages_produced: count })),
});

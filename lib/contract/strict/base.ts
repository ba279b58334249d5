import { z } from 'zod';
import { dependencies } from './dependencies.ts';
import { eventBus, handlerRouting } from './event-bus.ts';
import {
  anyText,
  anything,
  atLeast,
  between,
  flag,
  open,
  openMapping,
  text,
  texts,
  version,
  versioned,
} from './values.ts';

export const performance = z.looseObject({
  single_operation_max_ms: atLeast(1).nullish(),
  batch_operation_max_s: atLeast(1).nullish(),
  memory_limit_mb: atLeast(1).nullish(),
  cpu_limit_percent: between(1, 100).nullish(),
  throughput_min_ops_per_second: z.number().gte(0).nullish(),
  database_query_timeout_ms: atLeast(100).nullish(),
  external_service_timeout_ms: atLeast(100).nullish(),
  projection_reader_timeout_ms: atLeast(100).nullish(),
  circuit_breaker_recovery_timeout_s: atLeast(1).nullish(),
});

const lifecycle = open({
  initialization_timeout_s: atLeast(1),
  cleanup_timeout_s: atLeast(1),
  error_recovery_enabled: flag,
  state_persistence_enabled: flag,
  health_check_interval_s: atLeast(1),
});

const featureFlag = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a snake-case name'),
  description: anyText.optional(),
  default_value: flag.optional(),
  env_var: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'expected a name such as ONEX_FLAG')
    .nullish(),
  category: z
    .enum(['runtime', 'intelligence', 'observability', 'infrastructure', 'dashboard', 'general'])
    .optional(),
  owner: anyText.nullish(),
});

const protocolInterface = z.string().refine((name) => name.toLowerCase().includes('protocol'), {
  error: 'a protocol interface must contain "protocol"',
});

/** Keys that every kind may have; all others are refused. Values that the rules leave free are `anything`. */
export const baseShape = {
  name: text,
  contract_version: version,
  node_version: version.nullish(),
  description: text,
  node_type: text,
  input_model: text,
  output_model: text,
  performance: performance.optional(),
  lifecycle: lifecycle.optional(),
  dependencies: dependencies.nullish(),
  protocol_interfaces: z.array(protocolInterface).optional(),
  protocol_dependencies: z
    .array(
      z.strictObject({
        name: anyText,
        protocol: anyText,
        required: flag.optional(),
        bind_as: anyText.nullish(),
        lazy_import: flag.optional(),
      }),
    )
    .optional(),
  validation_rules: anything,
  author: anyText.nullish(),
  documentation_url: anyText.nullish(),
  tags: texts.optional(),
  annotations: openMapping.nullish(),
  feature_flags: z.array(featureFlag).optional(),
  golden_path: texts.optional(),
  dod_evidence: z.array(openMapping).optional(),
  config: openMapping.optional(),
  execution: openMapping.nullish(),
  behavior: openMapping.nullish(),
  concurrency: openMapping.nullish(),
  behavior_spec: openMapping.optional(),
  event_bus: eventBus.nullish(),
  mcp: openMapping.nullish(),
  intent_consumption: openMapping.nullish(),
  handler_routing: handlerRouting.nullish(),
  yaml_consumed_events: z.array(anything).nullish(),
  yaml_published_events: z.array(anything).nullish(),
};

const free = openMapping.nullish();

/** Keys of effect, compute, and reducer, but not of orchestrator. */
export const infrastructureShape = {
  node_name: anyText.nullish(),
  tool_specification: free,
  service_configuration: free,
  input_state: free,
  output_state: free,
  actions: z.array(openMapping).nullish(),
  infrastructure: free,
  infrastructure_services: free,
  event_type: z
    .looseObject({ version, primary_events: texts, event_categories: texts, event_routing: anyText })
    .nullish(),
  caching: versioned.nullish(),
};

import { quote } from 'onex-cli-kit';
import { obeysTopicRule } from 'onex-runtime/contract';
import { z } from 'zod';
import { anyText, between, flag, atLeast, openMapping, texts, version } from './values.ts';

const topic = z.string().refine(obeysTopicRule, {
  error: ({ input }) => `topic ${quote(input, 120)} breaks the rule onex.<kind>.<producer>.<event-name>.v<N>`,
});

const topicMeta = z.strictObject({
  schema_ref: anyText.nullish(),
  description: anyText.nullish(),
  topic_config: z
    .strictObject({
      partitions: atLeast(1).nullish(),
      replication_factor: atLeast(1).nullish(),
      kafka_config: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
});

const requestResponse = z.looseObject({
  instances: z.array(
    z.strictObject({
      name: anyText,
      request_topic: anyText,
      reply_topics: z.strictObject({ completed: anyText, failed: anyText }),
      correlation: openMapping.nullish(),
      timeout_seconds: atLeast(1).optional(),
      consumer_group_mode: z.enum(['per_instance', 'shared']).optional(),
      auto_offset_reset: z.enum(['earliest', 'latest']).optional(),
    }),
  ),
});

/** `event_bus`: no unknown keys; topics without a prefix, by the five-segment rule. */
export const eventBus = z.strictObject({
  version,
  event_bus_type: z.enum(['memory', 'hybrid', 'distributed']).optional(),
  enable_event_logging: flag.optional(),
  log_event_payloads: flag.optional(),
  correlation_tracking: flag.optional(),
  correlation_id_propagation: flag.optional(),
  max_queue_size: between(100, 50_000).optional(),
  queue_overflow_strategy: z.enum(['block', 'drop_oldest', 'drop_newest']).optional(),
  batch_size: between(1, 500).optional(),
  batch_timeout_ms: between(100, 60_000).optional(),
  enable_lifecycle_events: flag.optional(),
  enable_introspection_events: flag.optional(),
  enable_event_retry: flag.optional(),
  max_retry_attempts: between(1, 10).optional(),
  retry_delay_ms: between(100, 30_000).optional(),
  enable_event_validation: flag.optional(),
  fail_fast_on_validation_errors: flag.optional(),
  enable_event_caching: flag.optional(),
  cache_max_size: between(10, 1000).optional(),
  metrics_enabled: flag.optional(),
  detailed_metrics: flag.optional(),
  performance_monitoring: flag.optional(),
  use_contract_event_patterns: flag.optional(),
  fallback_to_node_name_patterns: flag.optional(),
  default_event_patterns: texts.optional(),
  plugin_managed: flag.optional(),
  publish_topics: z.array(topic).optional(),
  subscribe_topics: z.array(topic).optional(),
  dlq_topics: z.array(topic).optional(),
  publish_topic_metadata: z.record(z.string(), topicMeta).nullish(),
  subscribe_topic_metadata: z.record(z.string(), topicMeta).nullish(),
  request_response: requestResponse.nullish(),
});

const reference = z.strictObject({ name: anyText, module: anyText });

/** `handler_routing`: unknown keys are ignored, except in a handler reference, where they are refused. */
export const handlerRouting = z.looseObject({
  version,
  routing_strategy: z.enum(['payload_type_match', 'operation_match', 'topic_pattern']).optional(),
  handlers: z
    .array(
      z.looseObject({
        handler: reference,
        event_model: reference.nullish(),
        operation: anyText.nullish(),
        event_type: anyText.nullish(),
        message_category: anyText.nullish(),
        topic: anyText.nullish(),
      }),
    )
    .optional(),
  default_handler: anyText.nullish(),
});

import type { NodeKind } from 'onex-runtime/contract';
import { z } from 'zod';
import { baseShape, infrastructureShape, performance } from './base.ts';
import { checkDependencies } from './dependencies.ts';
import { executionGraph } from './execution-graph.ts';
import { stateMachine } from './state-machine.ts';
import { anyText, atLeast, between, fault, flag, open, openMapping, text, uuid } from './values.ts';

const ioOperation = z.looseObject({
  operation_type: text,
  atomic: flag.optional(),
  backup_enabled: flag.optional(),
  permissions: anyText.nullish(),
  recursive: flag.optional(),
  buffer_size: atLeast(1024).optional(),
  timeout_seconds: atLeast(1).optional(),
  validation_enabled: flag.optional(),
});

const retryPolicies = z
  .looseObject({
    max_attempts: atLeast(1).default(3),
    backoff_strategy: z.enum(['fixed', 'linear', 'exponential', 'random', 'fibonacci']).optional(),
    base_delay_ms: atLeast(1).default(100),
    max_delay_ms: atLeast(1).default(5000),
    jitter_enabled: flag.optional(),
    circuit_breaker_enabled: flag.default(true),
    circuit_breaker_threshold: atLeast(1).default(3),
    circuit_breaker_timeout_s: atLeast(1).optional(),
  })
  .superRefine((value, context) => {
    if (value.max_delay_ms <= value.base_delay_ms) {
      fault(context, ['max_delay_ms'], `must be greater than base_delay_ms (${value.base_delay_ms})`);
    }
    if (value.circuit_breaker_enabled && value.circuit_breaker_threshold > value.max_attempts) {
      fault(
        context,
        ['max_attempts'],
        `must be at least circuit_breaker_threshold (${value.circuit_breaker_threshold}), or circuit_breaker_enabled: false`,
      );
    }
  });

const effect = z.strictObject({
  ...baseShape,
  ...infrastructureShape,
  correlation_id: uuid.optional(),
  execution_id: uuid.optional(),
  io_operations: z.array(ioOperation).min(1).nullish(),
  transaction_management: open({
    enabled: flag,
    timeout_seconds: atLeast(1),
    lock_timeout_seconds: atLeast(1),
    deadlock_retry_count: atLeast(0),
  }).optional(),
  retry_policies: retryPolicies.optional(),
  external_services: z.array(openMapping).optional(),
  backup_config: openMapping.optional(),
  idempotent_operations: flag.optional(),
  side_effect_logging_enabled: flag.optional(),
  audit_trail_enabled: flag.optional(),
  consistency_validation_enabled: flag.optional(),
  routing: openMapping.nullish(),
});

const algorithm = z
  .looseObject({
    algorithm_type: text,
    factors: z.record(
      z.string(),
      z.looseObject({
        weight: z.number().gte(0).lte(1),
        calculation_method: text,
        parameters: z.record(z.string(), z.number()).optional(),
        normalization_enabled: flag.optional(),
        caching_enabled: flag.optional(),
      }),
    ),
    normalization_method: anyText.optional(),
    precision_digits: between(1, 15).optional(),
  })
  .superRefine(({ factors }, context) => {
    const sum = Object.values(factors).reduce((total, { weight }) => total + weight, 0);
    if (sum < 0.99 || sum > 1.01)
      fault(context, ['factors'], `the weights must sum to 1, found ${Number(sum.toFixed(4))}`);
  });

/** Compute and orchestrator must state the maximum duration of one operation. */
const limited = performance.extend({ single_operation_max_ms: atLeast(1) });

const compute = z.strictObject({
  ...baseShape,
  ...infrastructureShape,
  performance: limited,
  algorithm: algorithm.nullish(),
  parallel_processing: openMapping.optional(),
  input_validation: openMapping.optional(),
  output_transformation: openMapping.optional(),
  deterministic_execution: flag.optional(),
  memory_optimization_enabled: flag.optional(),
  intermediate_result_caching: flag.optional(),
});

const reducer = z.strictObject({
  ...baseShape,
  ...infrastructureShape,
  correlation_id: uuid.optional(),
  fingerprint: z
    .string()
    .regex(/^\d+\.\d+\.\d+:[a-f0-9]{12}$/, 'expected a fingerprint such as 1.0.0:0123456789ab')
    .nullish(),
  reduction_operations: z.array(openMapping).nullish(),
  streaming: openMapping.nullish(),
  conflict_resolution: openMapping.nullish(),
  memory_management: openMapping.nullish(),
  order_preserving: flag.optional(),
  incremental_processing: flag.optional(),
  result_caching_enabled: flag.optional(),
  partial_results_enabled: flag.optional(),
  state_machine: stateMachine.nullish(),
  state_transitions: stateMachine.nullish(),
  aggregation: openMapping.nullish(),
  state_management: openMapping.nullish(),
  workflow_coordination: openMapping.nullish(),
});

const workflowCoordination = z.looseObject({
  execution_mode: anyText.optional(),
  max_parallel_branches: atLeast(1).optional(),
  checkpoint_enabled: flag.optional(),
  checkpoint_interval_ms: atLeast(100).optional(),
  state_persistence_enabled: flag.optional(),
  rollback_enabled: flag.optional(),
  timeout_ms: atLeast(1).nullish(),
  recovery_enabled: flag.optional(),
  workflow_definition: z
    .looseObject({
      workflow_metadata: z.looseObject({ workflow_name: anyText, description: anyText.nullish() }),
      execution_graph: executionGraph,
      coordination_rules: openMapping.nullish(),
    })
    .nullish(),
});

const consumedEvent = z.looseObject({
  event_pattern: text,
  handler_function: text,
  filter_conditions: openMapping.optional(),
  batch_processing: flag.optional(),
  batch_size: atLeast(1).optional(),
  timeout_ms: atLeast(1).optional(),
  retry_enabled: flag.optional(),
  dead_letter_enabled: flag.optional(),
});

const orchestrator = z.strictObject({
  ...baseShape,
  performance: limited,
  correlation_id: uuid.optional(),
  action_emission: openMapping.optional(),
  workflow_coordination: workflowCoordination.optional(),
  conditional_branching: openMapping.optional(),
  event_registry: openMapping.optional(),
  published_events: z.array(openMapping).optional(),
  consumed_events: z.array(consumedEvent).optional(),
  event_coordination: openMapping.optional(),
  load_balancing_enabled: flag.optional(),
  failure_isolation_enabled: flag.optional(),
  monitoring_enabled: flag.optional(),
  metrics_collection_enabled: flag.optional(),
});

/** The strict rules of omnibase-core 0.47 for each kind. */
export const STRICT: Readonly<Record<NodeKind, z.ZodType>> = {
  effect: effect.superRefine((value, context) => checkDependencies(value.name, value.dependencies, context)),
  compute: compute.superRefine((value, context) =>
    checkDependencies(value.name, value.dependencies, context),
  ),
  reducer: reducer.superRefine((value, context) =>
    checkDependencies(value.name, value.dependencies, context),
  ),
  orchestrator: orchestrator.superRefine((value, context) =>
    checkDependencies(value.name, value.dependencies, context),
  ),
};

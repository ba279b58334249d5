import { definitions, operations } from './sections/operations.ts';
import { stateMachine } from './sections/machine.ts';
import { config, errorHandling, retryPolicy } from './sections/policies.ts';
import { closed, count, flag, milliseconds, model, said, text, texts, version } from './sections/shapes.ts';
import { workflowAnnotations, workflowCoordination } from './sections/workflow.ts';

const topics = said(
  {
    type: 'array',
    items: {
      anyOf: [
        text,
        {
          type: 'object',
          required: ['topic'],
          properties: {
            topic: text,
            event_type: text,
            message_category: { enum: ['COMMAND', 'EVENT', 'INTENT'] },
            description: text,
          },
        },
      ],
    },
  },
  'Topics as onex.<cmd|evt|intent|dlq|snapshot>.<producer>.<event-name>.v<N>.',
);

/** Keys of any form that are read, or that are known to have no effect. */
const KNOWN_KEYS = [
  'cache',
  'capabilities',
  'changelog',
  'config_dependencies',
  'config_fields',
  'contract_name',
  'contract_schema_version',
  'created',
  'descriptor',
  'effect',
  'compute',
  'effect_operations',
  'env_dependencies',
  'extends',
  'externally_consumed_topics',
  'externally_produced_topics',
  'environment',
  'fsm',
  'handler',
  'health_check',
  'id',
  'idempotency',
  'initial_command',
  'input',
  'input_state',
  'inputs',
  'intent_emission',
  'license',
  'metadata',
  'node_capabilities',
  'node_id',
  'output',
  'output_state',
  'outputs',
  'related_tickets',
  'runtime_dispatch',
  'runtime_profiles',
  'schema_version',
  'secrets',
  'status',
  'terminal_event',
  'terminal_events',
  'topics',
  'ticket',
  'title',
  'updated',
  'uuid',
  'version',
  'workflow_id',
];

/** Keys that accept more forms than the strict ones, or that the strict contract does not have. */
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
  definitions,
  config,
  state_machine: stateMachine,
  state_transitions: stateMachine,
  workflow_coordination: workflowCoordination,
  retry_policies: retryPolicy,
  operations: { anyOf: [operations, { type: 'object' }] },
  annotations: {
    type: 'object',
    properties: {
      domain: said(text, 'Producer segment of the node’s own topics.'),
      operations,
      cache: closed({ enabled: flag, max_entries: count, ttl_ms: milliseconds, ttl_seconds: milliseconds }),
      workflow: workflowAnnotations,
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
  error_handling: errorHandling,
  subscribe_topics: topics,
  publish_topics: topics,
  event_type: {},
  golden_path: {},
  dod_evidence: {},
  caching: {},
  published_events: {},
  consumed_events: {},
  idempotent_operations: said(
    { anyOf: [texts, flag] },
    'Idempotent operations: processing a message twice has the effect of processing it once.',
  ),
  ...Object.fromEntries(KNOWN_KEYS.map((key) => [key, {}])),
};

export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  name: 'Name of the node and of its folder: node_<domain>_<name>_<kind>.',
  node_type: 'The kind of node.',
  description: 'What the node does, in a sentence.',
  event_bus: 'Topics the node subscribes to and publishes on: onex.<kind>.<producer>.<event-name>.v<N>.',
  io_operations: 'Operations of an effect; each is a handler.',
  annotations:
    'Settings for which the strict contract has no key: the domain, operations of the other kinds, steps of a workflow, and your notes.',
  state_machine: 'The states of a reducer, and the transitions between them.',
  workflow_coordination: 'The steps of an orchestrator, their dependencies, and the rules of execution.',
  handler_routing: 'Which handler handles which message.',
  performance: 'Limits; single_operation_max_ms ends an operation that takes longer.',
  retry_policies: 'Retries of an effect.',
  algorithm: 'The algorithm of a compute; the weights of its factors sum to 1.',
  input_model: 'Model of the input.',
  output_model: 'Model of the output.',
};

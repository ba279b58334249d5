import { closed, count, flag, milliseconds, said, text, texts, version, type Json } from './shapes.ts';

const ALWAYS = [
  'checkpoint_enabled',
  'checkpoint_interval_ms',
  'state_persistence_enabled',
  'recovery_enabled',
  'rollback_enabled',
];

const STEP: Readonly<Record<string, Json>> = {
  node: said(text, 'The node that does the step, such as node_billing_payment_effect.'),
  node_name: text,
  operation: said(text, 'The operation of that node.'),
  condition: said(text, 'When the step runs. The code in workflow.ts decides; this text describes it.'),
  when: text,
  command_topic: said(text, 'Topic of the command.'),
  completed_topic: said(text, 'Topic of the completed event.'),
  failed_topic: said(text, 'Topic of the failed event.'),
  timeout_ms: said(milliseconds, 'Time limit for the reply.'),
  max_retries: said(count, 'Retries of a failed step.'),
  compensation: said(text, 'The operation of the same node that undoes the step.'),
  compensate: text,
  for_operations: said(texts, 'The operations of this orchestrator that run the step; absent: all of them.'),
  description: text,
};

const graphNode: Json = closed(
  {
    node_id: said(text, 'Name of the step.'),
    id: text,
    name: text,
    node_type: said(text, 'Kind of the node that does the step.'),
    depends_on: said(texts, 'Steps that must complete first.'),
    dependencies: texts,
    version,
    ...STEP,
  },
  ['node_requirements', 'step_config', 'parallel_execution', 'priority', 'estimated_duration_ms'],
);

const rules: Json = closed(
  {
    execution_mode: said(text, 'sequential or parallel.'),
    parallel_execution_allowed: flag,
    max_parallel_branches: count,
    failure_recovery_strategy: said(text, 'fail_fast, compensate, or continue.'),
    max_retries: said(count, 'Default for each step.'),
    timeout_ms: said(milliseconds, 'For the whole workflow.'),
    version,
    description: text,
  },
  [...ALWAYS, 'synchronization_points'],
);

const definition: Json = closed({
  workflow_metadata: closed(
    {
      workflow_name: text,
      workflow_version: version,
      version,
      description: text,
      execution_mode: text,
      timeout_ms: milliseconds,
      author: text,
      tags: texts,
    },
    ['workflow_id', 'workflow_hash'],
  ),
  execution_graph: {
    anyOf: [
      { type: 'array', items: graphNode },
      closed({
        nodes: { type: 'array', items: graphNode },
        edges: { type: 'array' },
        version,
        description: text,
      }),
    ],
  },
  nodes: { type: 'array', items: graphNode },
  coordination_rules: rules,
  version,
  description: text,
});

/** Steps of an orchestrator. */
export const workflowCoordination: Json = closed(
  {
    workflow_definition: definition,
    execution_mode: text,
    max_parallel_branches: count,
    timeout_ms: milliseconds,
    version,
    description: text,
  },
  ALWAYS,
);

/** For information without a key in the strict contract: which node performs each step. */
export const workflowAnnotations: Json = closed({
  recovery: { enum: ['fail_fast', 'compensate', 'continue'] },
  steps: { type: 'object', additionalProperties: closed(STEP) },
});

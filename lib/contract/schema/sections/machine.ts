import { closed, count, flag, said, text, texts, version, type Json } from './shapes.ts';

const actions: Json = {
  type: 'array',
  items: {
    anyOf: [
      text,
      {
        type: 'object',
        properties: {
          action_name: said(text, 'Name of the function to write in handlers/.'),
          action_type: said(text, 'state_update or intent_emission.'),
        },
      },
    ],
  },
};

const condition: Json = closed(
  {
    expression: said(text, 'Such as "amount >= 10", "customer is_present", or the name of a guard to write.'),
    required: said(flag, 'If false, the event is accepted even when the condition is not met.'),
    condition_name: text,
    condition_type: text,
    description: text,
    error_message: text,
    version: {},
  },
  ['retry_count', 'timeout_ms'],
);

const state: Json = closed(
  {
    state_name: said(text, 'Name of the state.'),
    name: text,
    description: text,
    state_type: text,
    is_terminal: said(flag, 'No transition leaves the state.'),
    entry_actions: actions,
    exit_actions: actions,
    required_data: said(texts, 'Data that an entity must have to enter the state.'),
    initial_state: flag,
    is_initial: flag,
    version: {},
  },
  ['timeout_ms', 'optional_data', 'validation_rules', 'is_recoverable'],
);

const transition: Json = closed(
  {
    from_state: said({ anyOf: [text, texts] }, 'The state before the transition; * for any.'),
    from: { anyOf: [text, texts] },
    to_state: said(text, 'The state after the transition.'),
    to: text,
    trigger: said(text, 'The operation that causes the transition.'),
    event: text,
    priority: count,
    conditions: { type: 'array', items: { anyOf: [text, condition] } },
    actions,
    description: text,
    transition_name: text,
    name: text,
    version: {},
  },
  ['timeout_ms', 'rollback_transitions', 'is_atomic', 'retry_enabled', 'max_retries'],
);

/** States of a reducer. */
export const stateMachine: Json = closed(
  {
    state_machine_name: text,
    name: text,
    state_machine_version: version,
    version,
    description: text,
    initial_state: said(text, 'The state of a new entity.'),
    initial: text,
    states: { anyOf: [{ type: 'array', items: { anyOf: [text, state] } }, { type: 'object' }] },
    transitions: { type: 'array', items: transition },
    terminal_states: texts,
    persistence_enabled: said(flag, 'Entities are stored, so they survive a restart.'),
  },
  [
    'error_states',
    'operations',
    'recovery_enabled',
    'rollback_enabled',
    'conflict_resolution_enabled',
    'checkpoint_interval_ms',
    'max_checkpoints',
    'concurrent_transitions_allowed',
    'strict_validation_enabled',
    'state_monitoring_enabled',
    'event_logging_enabled',
  ],
);

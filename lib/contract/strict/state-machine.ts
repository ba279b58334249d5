import { quote } from 'onex-cli-kit';
import { z } from 'zod';
import { anyText, atLeast, fault, flag, text, texts, version } from './values.ts';

const OPERATORS = new Set([
  '==',
  '!=',
  'equals',
  'not_equals',
  '<',
  '>',
  '<=',
  '>=',
  'greater_than',
  'less_than',
  'greater_than_or_equal',
  'less_than_or_equal',
  'min_length',
  'max_length',
  'exists',
  'not_exists',
  'in',
  'not_in',
  'contains',
  'matches',
]);

const expression = z.string().refine(isThreeTokens, {
  error: ({ input }) =>
    `expected three words "field operator value" with an operator such as == or exists; found ${quote(input)}`,
});

function isThreeTokens(written: string): boolean {
  const tokens = written.trim().split(/\s+/);
  return tokens.length === 3 && OPERATORS.has(tokens[1] ?? '');
}

const state = z
  .looseObject({
    version,
    state_name: text,
    state_type: text,
    description: text,
    is_terminal: flag.optional(),
    is_recoverable: flag.optional(),
    timeout_ms: atLeast(1).nullish(),
    entry_actions: texts.optional(),
    exit_actions: texts.optional(),
    required_data: texts.optional(),
    optional_data: texts.optional(),
    validation_rules: texts.optional(),
  })
  .superRefine((value, context) => {
    if (value.is_terminal === true && value.is_recoverable !== false) {
      fault(context, ['is_terminal'], 'a terminal state must also say is_recoverable: false');
    }
  });

const transition = z.looseObject({
  version,
  transition_name: text,
  from_state: text,
  to_state: text,
  trigger: text,
  priority: atLeast(0).optional(),
  conditions: z
    .array(
      z.looseObject({
        condition_name: anyText,
        condition_type: anyText,
        expression,
        required: flag.optional(),
        error_message: anyText.nullish(),
        retry_count: atLeast(0).nullish(),
        timeout_ms: atLeast(1).nullish(),
      }),
    )
    .optional(),
  actions: z
    .array(
      z.looseObject({
        action_name: text,
        action_type: text,
        execution_order: atLeast(0).optional(),
        is_critical: flag.optional(),
        rollback_action: anyText.nullish(),
        timeout_ms: atLeast(1).nullish(),
      }),
    )
    .optional(),
  rollback_transitions: texts.optional(),
  is_atomic: flag.optional(),
  retry_enabled: flag.optional(),
  max_retries: atLeast(0).optional(),
  retry_delay_ms: atLeast(0).optional(),
});

const shape = z.looseObject({
  version,
  state_machine_name: text,
  state_machine_version: version,
  description: text,
  states: z.array(state).min(1),
  initial_state: text,
  terminal_states: texts.optional(),
  error_states: texts.optional(),
  transitions: z.array(transition).min(1),
  persistence_enabled: flag.optional(),
  checkpoint_interval_ms: atLeast(1000).optional(),
  max_checkpoints: atLeast(1).optional(),
  recovery_enabled: flag.optional(),
  rollback_enabled: flag.optional(),
  concurrent_transitions_allowed: flag.optional(),
  transition_timeout_ms: atLeast(1).optional(),
  strict_validation_enabled: flag.optional(),
  state_monitoring_enabled: flag.optional(),
  event_logging_enabled: flag.optional(),
});

/** `state_machine` of a reducer in the finite-state-machine form. */
export const stateMachine = shape.superRefine((machine, context) => {
  const names = new Set(machine.states.map(({ state_name: name }) => name));
  const known = (path: (string | number)[], name: string): void => {
    if (!names.has(name)) fault(context, path, `state ${quote(name)} does not exist`);
  };
  known(['initial_state'], machine.initial_state);
  for (const key of ['terminal_states', 'error_states'] as const) {
    for (const [index, name] of (machine[key] ?? []).entries()) known([key, index], name);
  }
  const terminal = new Set([
    ...(machine.terminal_states ?? []),
    ...machine.states.flatMap(({ is_terminal: is, state_name: name }) => (is === true ? [name] : [])),
  ]);
  const transitionNames = new Set<string>();
  const edges = new Set<string>();
  for (const [
    index,
    { transition_name: name, from_state: from, to_state: to, trigger, priority },
  ] of machine.transitions.entries()) {
    const at = (key: string): (string | number)[] => ['transitions', index, key];
    if (from !== '*') known(at('from_state'), from);
    known(at('to_state'), to);
    if (terminal.has(from))
      fault(context, at('from_state'), `${quote(from)} is terminal, so no transition may leave it`);
    if (transitionNames.has(name))
      fault(context, at('transition_name'), `transition ${quote(name)} is listed twice`);
    const edge = JSON.stringify([from, trigger, priority ?? 0]);
    if (edges.has(edge)) {
      fault(
        context,
        at('trigger'),
        'another transition has the same from_state, trigger and priority; give one a priority',
      );
    }
    transitionNames.add(name);
    edges.add(edge);
  }
});

import fc from 'fast-check';
import { NODE_KINDS, type NodeKind } from 'onex-runtime/contract';
import { DEFINITIONS, fields } from './arbitrary-fields.ts';

const OPERATIONS = [
  'create',
  'read',
  'get',
  'update',
  'delete',
  'create_item',
  'item.read',
  'charge',
  'constructor',
  'to_string',
  'hasOwnProperty',
  'ledger.append',
  'ledger_append',
  'LedgerAppend',
  'context',
  'input',
  'class',
  'default',
  'list',
  'find-all',
];

const operations = fc.uniqueArray(
  fc
    .record({ operation: fc.constantFrom(...OPERATIONS), input_fields: fields, output_fields: fields })
    .map((operation) => JSON.parse(JSON.stringify(operation)) as { readonly operation: string }),
  { minLength: 1, maxLength: 5, selector: ({ operation }) => operation },
);

const policies = fc.record(
  {
    retry_policy: fc.constant({ max_retries: 2, base_delay_ms: 1 }),
    circuit_breaker: fc.constant({ failure_threshold: 5, timeout_ms: 1000 }),
    idempotency: fc.constantFrom({ enabled: true }, { enabled: true, hash_fields: ['entity_id'] }),
    feature_flags: fc.constantFrom(
      [{ name: 'fast', env_var: 'constructor' }],
      [{ name: 'class', env_var: 'toString' }, { name: 'max_entries' }],
    ),
    config: fc.constantFrom({ max_entries: 500 }, { port: { type: 'int', default: 80 }, 'a b': 'x' }),
  },
  { requiredKeys: [] },
);

const STATES = ['idle', 'active', 'done', 'class', 'constructor', 'on hold'];
const TRIGGERS = ['start', 'finish', 'reset', 'constructor', 'order.pay', 'order_pay'];
const CONDITIONS = [
  'entity_id is_present',
  'amount >= 10',
  'amount <= 20',
  'amount > 0',
  'status == "open"',
  'status in ["open", "closed"]',
  'name min_length 3',
  'name max_length 5',
  'name contains "x"',
  'name matches ^[a-z]+$',
  'lines is_present',
  'is_allowed',
  'customer.name is_present',
];
const ACTIONS = [
  { action_name: 'store_data', action_type: 'state_update' },
  { action_name: 'clear_data', action_type: 'state_update' },
  { action_name: 'notify.started', action_type: 'intent_emission' },
  { action_name: 'notify_started', action_type: 'intent_emission' },
  { action_name: 'constructor', action_type: 'other' },
];

const machine = fc
  .record({
    states: fc.uniqueArray(fc.constantFrom(...STATES), { minLength: 2, maxLength: 4 }),
    required: fc.subarray(['amount', 'name', 'created_at', 'lines'], { maxLength: 2 }),
    transitions: fc.array(
      fc.record({
        from: fc.nat(3),
        to: fc.nat(3),
        trigger: fc.constantFrom(...TRIGGERS),
        conditions: fc.subarray(CONDITIONS, { maxLength: 3 }),
        actions: fc.subarray(ACTIONS, { maxLength: 3 }),
        wild: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    inputs: fc.dictionary(fc.constantFrom(...TRIGGERS), fields, { maxKeys: 3 }),
    intents: fc.option(
      fc.constant([{ intent_type: 'notify.started', payload_model: 'ModelLine' }, { intent_type: 'x.y' }]),
    ),
  })
  .map(({ states, required, transitions, inputs, intents }) => ({
    state_machine: {
      initial_state: states[0],
      states: states.map((state_name, index) => ({ state_name, required_data: index === 1 ? required : [] })),
      transitions: transitions.map(({ from, to, wild, conditions, ...rest }) =>
        Object.assign({}, rest, {
          from_state: wild && from === 3 ? '*' : states[from % states.length],
          to_state: states[to % states.length],
          conditions: conditions.map((expression) => ({ expression, required: true })),
        }),
      ),
    },
    annotations: {
      operations: Object.entries(inputs).map(([operation, input_fields]) => ({ operation, input_fields })),
    },
    ...(intents !== null && { intent_emission: { enabled: true, intents } }),
  }));

const STEPS = ['reserve', 'pay', 'ship', 'constructor', 'a-b', 'a_b', 'results', '2nd'];
const workflow = fc
  .record({
    steps: fc.uniqueArray(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 5 }),
    depends: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    shared: fc.boolean(),
    undone: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    recovery: fc.constantFrom('fail_fast', 'compensate', 'continue'),
    input: fields,
    output: fields,
    models: fc.subarray(['PayCompleted', 'ReserveCompleted', 'ShipCommand']),
    modelFields: fields,
  })
  .map(({ steps, depends, shared, undone, recovery, input, output, models, modelFields }) => ({
    annotations: {
      operations: [{ operation: 'run', input_fields: input, output_fields: output }],
      workflow: {
        steps: Object.fromEntries(
          steps.map((id, index) => [
            id,
            {
              ...(undone[index] && { compensation: 'undo' }),
              ...(shared && {
                command_topic: 'onex.cmd.far.work-requested.v1',
                completed_topic: 'onex.evt.far.work-completed.v1',
                failed_topic: 'onex.evt.far.work-failed.v1',
              }),
            },
          ]),
        ),
      },
    },
    workflow_coordination: {
      workflow_definition: {
        coordination_rules: { failure_recovery_strategy: recovery },
        execution_graph: {
          nodes: steps.map((node_id, index) => ({
            node_id,
            node_type: 'EFFECT_GENERIC',
            depends_on: depends[index] ? steps.slice(Math.max(0, index - 1), index) : [],
          })),
        },
      },
    },
    definitions: Object.assign(
      {},
      DEFINITIONS,
      modelFields === undefined
        ? {}
        : Object.fromEntries(models.map((name) => [name, { fields: modelFields }])),
    ),
  }));

const bodies: Readonly<Record<NodeKind, fc.Arbitrary<object>>> = {
  effect: operations.map((io_operations) => ({ io_operations })),
  compute: operations.map((all) => ({ annotations: { operations: all } })),
  reducer: machine,
  orchestrator: workflow,
};

/** The text of a contract of a kind; JSON is YAML. */
export const contractText = fc
  .constantFrom<NodeKind>('effect', ...NODE_KINDS)
  .chain((kind) => fc.tuple(fc.constant(kind), bodies[kind], policies))
  .map(([kind, body, rules]) =>
    JSON.stringify({
      name: `node_shop_item_${kind}`,
      node_type: `${kind.toUpperCase()}_GENERIC`,
      contract_version: { major: 1, minor: 0, patch: 0 },
      description: 'Made by a test.',
      definitions: DEFINITIONS,
      ...rules,
      ...body,
    }),
  );

/** A contract of each kind with nearly every key that its readers know, in all their forms. */
export const FULL_CONTRACTS: Readonly<Record<string, string>> = {
  effect: `
name: node_shop_stock_effect
node_type: EFFECT_GENERIC
contract_version: {major: 1, minor: 2, patch: 3}
node_version: {major: 2, minor: 0, patch: 1}
description: Keeps the stock.
author: somebody
input_model: {name: ModelStockInput, module: shop.models, description: In}
output_model: shop.models.ModelStockOutput
metadata: {created: "2026-01-01", note: for people}
tags: [stock]
io_operations:
  - operation: reserve
    operation_type: write
    description: Reserves.
    idempotent: true
    timeout_ms: 500
    handler_method: do_it
    input_fields:
      - {name: quantity, type: integer, minimum: 1, maximum: 9, description: How many, default: 2}
      - {name: status, enum: [open, closed], nullable: true}
      - line: ModelLine
    output_fields:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid}
        note: {type: [string, "null"], maxLength: 20, description: A note}
        parts: {type: array, items: {type: number, exclusiveMinimum: 0}, minItems: 1}
        extra: {type: object, additionalProperties: {type: integer}}
        other: {anyOf: [{type: boolean}, {$ref: "#/definitions/ModelLine"}]}
  - {name: release, timeout_seconds: 2, input: {code: {type: str, pattern: "^[a-z]+$", minLength: 2}}, output: [ok: bool]}
idempotent_operations: [release]
definitions:
  ModelLine: {fields: {sku: str, amount: Decimal}, description: A line}
  Color: {type: string, enum: [red, green]}
  ModelBox: {color: Color, size: {type: integer, required: false}}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics:
    - {topic: onex.cmd.shop.stock-requested.v1, event_type: shop.stock, message_category: COMMAND, description: In}
  publish_topics: [onex.evt.shop.stock-completed.v1, onex.evt.shop.stock-failed.v1]
  dlq_topics: [onex.dlq.shop.stock.v1]
handler_routing:
  routing_strategy: payload_type_match
  default_handler: handler:HandlerReserve
  handlers:
    - handler: {name: HandlerReserve, module: shop.handlers}
      supported_operations: [reserve]
      event_model: {name: ModelReserve, module: shop.models}
      event_type: shop.reserve
      message_category: COMMAND
      topic: onex.cmd.shop.stock-requested.v1
      output_events: [ModelReserved]
      description: Reserves
    - {handler_class: HandlerRelease, handler_module: shop.handlers, operation: release, payload_type: shop.release, backend: db}
error_handling:
  retry_policy: {max_retries: 7, initial_delay_ms: 30, max_delay_ms: 900, exponential_base: 3, retry_on: [TIMEOUT], enabled: true}
  circuit_breaker: {enabled: true, failure_threshold: 4, reset_timeout_ms: 2000}
performance: {single_operation_max_ms: 900}
health_check: {enabled: true, interval_ms: 900, timeout_ms: 80, checks: [{name: db, critical: true}]}
idempotency: {enabled: true, hash_fields: [sku]}
capabilities: [{name: stock, description: Keeps}]
node_capabilities: {read: true, shards: 4}
feature_flags: [{name: fast, description: Faster, env_var: SHOP_FAST, default: true}]
config:
  port: {type: integer, default: 8080, env_var: SHOP_PORT, description: Port}
  token: {env_var: SHOP_TOKEN, required: true, description: Token}
  plain: 5
env_dependencies: {SHOP_KEY: {required: true, description: Key}}
environment: [{key: SHOP_URL, required: false, description: Where}]
dependencies: [{name: store, type: protocol, module: shop.store, required: false, description: Store}]
annotations: {domain: shop, cache: {max_entries: 5}, mine: {a: 1}}
`,
  compute: `
name: node_shop_price_compute
node_type: compute
contract_version: 1.2.3
node_version: 1.2.4
description: Prices.
algorithm:
  algorithm_type: weighted
  version: {major: 1, minor: 0, patch: 0}
  factors:
    base: {weight: 0.6, calculation_method: linear}
    rest: {weight: 0.4, calculation_method: cubic}
performance: {single_operation_max_ms: 70}
inputs: {amount: float, kind: "Literal['a', 'b']"}
outputs: [total: float]
published_events: [{topic: onex.evt.shop.price-completed.v1, event_type: shop.priced, message_category: EVENT, description: Done}]
consumed_events: [{topic: onex.cmd.shop.price-requested.v1, event_type: shop.price}]
terminal_event: onex.evt.shop.price-completed.v1
circuit_breaker: {failure_threshold: 3, timeout_ms: 400}
caching: {enabled: true, max_entries: 20, ttl_ms: 700}
retry_policy: {max_attempts: 5, base_delay_ms: 20, backoff_multiplier: 4, backoff_strategy: exponential}
`,
  reducer: `
name: node_shop_order_reducer
node_type: REDUCER_GENERIC
contract_version: {major: 1, minor: 0, patch: 0}
description: States of an order.
state_model: shop.models.ModelOrder
state_machine:
  state_machine_name: order
  initial_state: open
  persistence_enabled: true
  terminal_states: [done]
  states:
    - {state_name: open, description: Open, entry_actions: [{action_name: record_open, action_type: state_update, execution_order: 2}, {action_name: mark_seen, execution_order: 1}]}
    - {state_name: paid, required_data: [amount], exit_actions: [clear_it], is_terminal: false}
    - {state_name: done}
  transitions:
    - from_state: open
      to_state: paid
      trigger: pay
      priority: 3
      description: Paid
      conditions: [{expression: amount is_present, required: true}]
      actions: [{action_name: emit_paid, action_type: intent_emission}]
    - {from_state: [open, paid], to_state: done, trigger: close}
intent_emission:
  enabled: true
  intents: [{intent_type: shop.paid, payload_model: ModelPaid, payload_module: shop.models, target_pattern: "a.b", description: Paid}]
annotations: {domain: shop, operations: [{operation: pay, input_fields: [amount: Decimal]}]}
event_bus: {subscribe_topics: [onex.cmd.shop.order-requested.v1], publish_topics: [onex.evt.shop.order-completed.v1, onex.evt.shop.order-failed.v1]}
`,
  orchestrator: `
name: node_shop_checkout_orchestrator
node_type: ORCHESTRATOR_GENERIC
contract_version: {major: 1, minor: 0, patch: 0}
description: Checks out.
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: checkout, description: Checks out, execution_mode: parallel}
    execution_graph:
      nodes:
        - {node_id: pay, node_type: EFFECT_GENERIC, description: Pays, timeout_ms: 400, max_retries: 2}
        - {node_id: ship, depends_on: [pay], condition: amount > 5, compensation: unship}
        - {node_id: mail}
      edges: [{from: ship, to: mail}]
    coordination_rules: {execution_mode: sequential, max_parallel_branches: 3, failure_recovery_strategy: compensate, max_retries: 1, timeout_ms: 9000}
annotations:
  domain: shop
  workflow:
    recovery: continue
    steps:
      pay: {node: node_shop_payment_effect, operation: pay, command_topic: onex.cmd.shop.pay.v1, completed_topic: onex.evt.shop.paid.v1, failed_topic: onex.evt.shop.pay-failed.v1}
      mail: {node: node_shop_mail_effect, operation: send, compensation: unsend}
event_bus: {subscribe_topics: [onex.cmd.shop.checkout-requested.v1], publish_topics: [onex.evt.shop.checkout-completed.v1, onex.evt.shop.checkout-failed.v1]}
`,
};

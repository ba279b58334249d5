/** Contracts of nodes that use each other, which the tests change. */
export const PAYMENT = `name: node_billing_payment_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps payments
input_model: m.ModelPaymentInput
output_model: m.ModelPaymentOutput
io_operations:
  - operation: create
    input_fields:
      - customer: str
      - amount: Decimal
      - lines: list[ModelLine]
      - note: str | None
    output_fields:
      - payment_id: UUID
      - status: Literal["open", "paid"]
  - operation: refund
    input_fields: [payment_id: UUID]
    output_fields: [refunded: bool]
definitions:
  ModelLine:
    type: object
    required: [sku, count]
    properties:
      sku: {type: string, maxLength: 20}
      count: {type: integer, maximum: 99}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.billing.payment-requested.v1]
  publish_topics: [onex.evt.billing.payment-completed.v1, onex.evt.billing.payment-failed.v1]
`;

export const CHECKOUT = `name: node_billing_checkout_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Checks out
input_model: m.ModelCheckoutInput
output_model: m.ModelCheckoutOutput
performance: {single_operation_max_ms: 1000}
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes:
        - {node_id: pay, node_type: EFFECT_GENERIC}
        - {node_id: ship, node_type: EFFECT_GENERIC, depends_on: [pay]}
annotations:
  workflow:
    steps:
      pay:
        node: node_billing_payment_effect
        operation: create
        command_topic: onex.cmd.billing.payment-requested.v1
        completed_topic: onex.evt.billing.payment-completed.v1
        failed_topic: onex.evt.billing.payment-failed.v1
      ship:
        command_topic: onex.cmd.shipping.parcel-requested.v1
        completed_topic: onex.evt.shipping.parcel-completed.v1
        failed_topic: onex.evt.shipping.parcel-failed.v1
`;

export const BOOK = `name: node_billing_book_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Books payments
input_model: m.ModelBookInput
output_model: m.ModelBookOutput
io_operations:
  - operation: book
    input_fields:
      - payment_id: str
      - status: Literal["open", "paid"]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.evt.billing.payment-completed.v1]
  publish_topics: [onex.evt.billing.book-completed.v1, onex.evt.billing.book-failed.v1]
`;

export const ORDER = `name: node_billing_order_reducer
contract_version: {major: 1, minor: 0, patch: 0}
node_type: REDUCER_GENERIC
description: Follows orders
input_model: m.ModelOrderInput
output_model: m.ModelOrderOutput
state_machine:
  state_machine_name: order
  initial_state: open
  states:
    - {state_name: open, required_data: []}
    - {state_name: paid, required_data: []}
    - {state_name: done, is_terminal: true}
  transitions:
    - {from_state: open, to_state: paid, trigger: pay}
    - {from_state: paid, to_state: done, trigger: ship}
  terminal_states: [done]
`;

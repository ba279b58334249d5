const head = (name: string, kind: string): string => `
name: node_shop_${name}_${kind}
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ${kind.toUpperCase()}_GENERIC
description: For a shop.
input_model: shop.models.ModelInput
output_model: shop.models.ModelOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.${name}-requested.v1]
  publish_topics: [onex.evt.shop.${name}-completed.v1, onex.evt.shop.${name}-failed.v1]
annotations:
  domain: shop
`;

export const QUOTE = `${head('quote', 'compute')}
  operations:
    - {operation: price, input_fields: [sku: str, amount: int], output_fields: [sku: str, total: Decimal]}
`;

export const STOCK = `${head('stock', 'effect')}
io_operations:
  - {operation: reserve, input_fields: [sku: str, amount: int], output_fields: [reservation: UUID, sku: str]}
  - {operation: release, input_fields: [reservation: UUID, reason: 'Literal["failed", "sold"]'], output_fields: [sku: str]}
`;

export const MONEY = `${head('money', 'effect')}
io_operations:
  - operation: take
    input_fields: [total: Decimal, reservation: UUID, card: str, note: "str | None", amount: str]
    output_fields: [paid: Decimal]
`;

const step = (id: string, node: string, operation: string, more = ''): string => `
      ${id}:
        node: node_shop_${node}
        operation: ${operation}
        command_topic: onex.cmd.shop.${node.split('_')[0]}-requested.v1
        completed_topic: onex.evt.shop.${node.split('_')[0]}-completed.v1
        failed_topic: onex.evt.shop.${node.split('_')[0]}-failed.v1${more}`;

/** Quotes, reserves what can be undone, takes the money with a card that nothing tells, and asks a node elsewhere. */
export const SALE = `${head('sale', 'orchestrator')}
  operations:
    - operation: run
      input_fields: [sku: str, amount: int]
      output_fields: [workflow_id: UUID, results: "dict[str, Any]"]
  workflow:
    steps:${step('quote', 'quote_compute', 'price')}${step('reserve', 'stock_effect', 'reserve', '\n        compensation: release')}${step('take', 'money_effect', 'take')}
      tell:
        command_topic: onex.cmd.crm.customer-told.v1
        completed_topic: onex.evt.crm.customer-told-completed.v1
        failed_topic: onex.evt.crm.customer-told-failed.v1
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes:
        - {node_id: quote, node_type: COMPUTE_GENERIC}
        - {node_id: reserve, node_type: EFFECT_GENERIC, depends_on: [quote]}
        - {node_id: take, node_type: EFFECT_GENERIC, depends_on: [reserve]}
        - {node_id: tell, node_type: EFFECT_GENERIC, depends_on: [take]}
`;

/** A reducer with one intent whose payload is told and one whose payload is not. */
export const PARCEL = `${head('parcel', 'reducer')}
intent_emission:
  enabled: true
  intents:
    - {intent_type: carrier.book, payload_model: ModelBooking, description: Book a carrier.}
    - {intent_type: label.print, payload_model: ModelLabel}
definitions:
  ModelBooking:
    fields:
      parcel: str
      weight: int
state_machine:
  initial_state: packed
  states: [{state_name: packed}, {state_name: sent}]
  transitions:
    - from_state: packed
      to_state: sent
      trigger: send
      actions:
        - {action_name: emit_book_carrier, action_type: intent_emission}
        - {action_name: emit_print_label, action_type: intent_emission}
`;

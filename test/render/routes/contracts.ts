/** Orchestrators without an execution graph, routed in each way that contracts use. */
export const AUDIT_CONTRACT = `
name: node_shop_audit_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Audits the shelves of a shop.
handler_routing:
  routing_strategy: operation_match
  handlers:
    - operation: audit
      message_category: command
      handler: {name: HandlerAudit, module: m}
      event_model: {name: ModelAuditStart, module: m}
      event_type: shop.audit-start
      output_events: [ModelAuditCompleted]
    - operation: shelf_counted
      topic: onex.evt.shop.shelf-counted.v1
      message_category: event
      handler: {name: HandlerAudit, module: m}
      event_model: {name: ModelShelfCounted, module: m}
    - operation: tick
      topic: onex.intent.shop.tick.v1
      handler: {name: RouteContext, module: m}
definitions:
  ModelShelfCounted: {shelf: str, amount: int}
published_events:
  - {topic: onex.evt.shop.audit-completed.v1, event_type: AuditCompleted, description: "The audit is over */ \`\${x}\`."}
  - {topic: onex.evt.shop.audit-noted.v1, event_type: shop.audit-noted, payload_fields: {note: str, shelves: "list[int]"}}
event_bus:
  subscribe_topics: [onex.cmd.shop.audit-start.v1, onex.evt.shop.shelf-counted.v1, onex.intent.shop.tick.v1]
  publish_topics: [onex.cmd.shop.count-start.v1, onex.intent.shop.report-store.v1, onex.snapshot.shop.audit.v1]
`;

/** One command, with typed fields of what it takes and ends with. */
export const SWEEP_CONTRACT = `
name: node_shop_sweep_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Sweeps.
inputs:
  limit: {type: int, required: true}
outputs:
  status: {type: str}
event_bus:
  subscribe_topics: [onex.cmd.shop.sweep-start.v1]
  publish_topics: [onex.evt.shop.sweep-completed.v1]
terminal_event: onex.evt.shop.sweep-completed.v1
`;

/** Two classes for one operation, chosen by topic, and a topic that no route names. */
export const INBOX_CONTRACT = `
name: node_shop_inbox_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Takes what comes in.
handler_routing:
  routing_strategy: topic_match
  handlers:
    - {handler: {name: HandlerMail}, operation: take, topic: onex.cmd.shop.mail.v1}
    - {handler: {name: HandlerCall}, operation: take, topic: onex.cmd.shop.call.v1, payload_type: ModelCall}
event_bus:
  subscribe_topics: [onex.cmd.shop.mail.v1, onex.cmd.shop.call.v1, onex.evt.shop.state.v1]
`;

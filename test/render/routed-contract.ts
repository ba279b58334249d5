/** Operations of two backends, of which the configuration chooses one. */
export const BACKENDS_CONTRACT = `
name: node_routed_inbox_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps messages.
input_model: routed.models.ModelInboxInput
output_model: routed.models.ModelInboxOutput
io_operations:
  - {operation: send, input_fields: [to: str], output_fields: [sent: bool]}
  - {operation: receive}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.routed.inbox-requested.v1]
  publish_topics: [onex.evt.routed.inbox-completed.v1, onex.evt.routed.inbox-failed.v1]
handler_routing:
  routing_strategy: backend_match
  default_backend: kafka
  backends:
    - {backend: standalone, handler_key: standalone}
    - {backend: "__proto__", handler_key: proto}
    - {backend: kafka, handler_key: kafka}
feature_flags:
  - {name: backend, description: Is not the setting of that name.}
`;

/** One operation that two classes share by topic and type, and one of its own. */
export const ROUTES_CONTRACT = `
name: node_routed_parcel_compute
contract_version: {major: 1, minor: 0, patch: 0}
node_type: COMPUTE_GENERIC
description: Weighs parcels.
input_model: routed.models.ModelParcelInput
output_model: routed.models.ModelParcelOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.routed.parcel-weigh.v1, onex.cmd.routed.parcel-express.v1]
  publish_topics: [onex.evt.routed.parcel-completed.v1, onex.evt.routed.parcel-failed.v1]
handler_routing:
  routing_strategy: topic_match
  handlers:
    - {handler: {name: HandlerWeigh}, operation: weigh, topic: onex.cmd.routed.parcel-weigh.v1}
    - {handler: {name: HandlerExpress}, operation: weigh, topic: onex.cmd.routed.parcel-express.v1, payload_type: ModelExpress}
    - {handler: {name: HandlerMeasure}, operation: measure, event_type: parcel.measured}
`;

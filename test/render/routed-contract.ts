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

/** One operation that several functions share by type, the last of them by default; its answer has an error of its own. */
export const TYPES_CONTRACT = `
name: node_routed_hook_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Takes what hooks tell.
input_model: routed.models.ModelHookInput
output_model: routed.models.ModelHookOutput
io_operations:
  - {operation: take, input_fields: [session: str], output_fields: [taken: bool, error: str]}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.routed.hook-told.v1]
  publish_topics: [onex.evt.routed.hook-completed.v1, onex.evt.routed.hook-failed.v1]
handler_routing:
  routing_strategy: event_type_match
  handlers:
    - {handler: {function: handle_start, type: sync}, event_type: SessionStart}
    - {handler: {function: handle_rest, type: sync}, event_type: SessionEnd}
  default_handler: {function: handle_rest}
`;

/** A workflow that what the node tells of itself starts too. */
export const SELF_STARTING_CONTRACT = `
name: node_routed_watch_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Watches who comes.
input_model: routed.models.ModelWatchInput
output_model: routed.models.ModelWatchOutput
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: [{node_id: look, node_type: EFFECT_GENERIC}, {node_id: note, node_type: EFFECT_GENERIC, depends_on: [look]}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics:
    - onex.evt.platform.node-introspection.v1
    - onex.evt.platform.node-heartbeat.v1
    - onex.cmd.routed.watch-requested.v1
  publish_topics: [onex.evt.routed.watch-completed.v1, onex.evt.routed.watch-failed.v1]
`;

/** Models that lead back to themselves, at once, around a corner, and without any end. */
export const RECURSIVE_CONTRACT = `
name: node_routed_tree_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps trees.
input_model: routed.models.ModelTreeInput
output_model: routed.models.ModelTreeOutput
io_operations:
  - {operation: plant, input_fields: [tree: ModelTree, forest: "list[ModelTree]"], output_fields: [tree: ModelTree]}
  - {operation: fell, input_fields: [root: ModelRoot, endless: ModelEndless], output_fields: [leaf: ModelLeaf]}
definitions:
  ModelTree:
    fields:
      name: str
      parent: ModelTree | None
      children: {type: "list[ModelTree]", description: The trees below.}
      "by name": dict[str, ModelTree] | None
      __other__: ModelTree | None
  ModelRoot:
    type: object
    required: [branches]
    properties:
      branches: {type: array, items: {$ref: "#/definitions/ModelBranch"}}
      first: {anyOf: [{$ref: "#/definitions/ModelBranch"}, {type: "null"}]}
  ModelBranch:
    fields: {root: ModelRoot | str, leaf: ModelLeaf, pair: "tuple[ModelLeaf, int] | None"}
  ModelLeaf:
    type: object
    required: [green, "on"]
    properties:
      green: {type: boolean}
      on: {type: object, properties: {branch: {$ref: "#/definitions/ModelBranch"}}}
  ModelEndless:
    fields: {next: ModelNext}
  ModelNext:
    fields: {next: ModelEndless}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.routed.tree-requested.v1]
  publish_topics: [onex.evt.routed.tree-completed.v1, onex.evt.routed.tree-failed.v1]
`;

/** Settings, of which some come from the environment, and what the environment has to hold. */
export const SETTINGS_CONTRACT = `
name: node_routed_page_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Reads pages.
input_model: routed.models.ModelPageInput
output_model: routed.models.ModelPageOutput
io_operations: [{operation: fetch, input_fields: [address: str]}]
config:
  page_size: 50
  "it's": {default: ["a"], description: Names.}
  strict: {default: true, env_var: PAGE_STRICT, description: Whether it is strict.}
  limit: {default: 0.5, env_var: PAGE_LIMIT, description: A share.}
  label: {default: plain, env_var: PAGE_LABEL, description: A label.}
  base: {required: true, env_var: PAGE_BASE, description: Where pages are.}
  max_entries: 7
  runtime: {default: 1, description: Not the config file's section.}
env_dependencies:
  PAGE_KEY: {required: true, description: Opens pages.}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.routed.page-requested.v1]
  publish_topics: [onex.evt.routed.page-completed.v1, onex.evt.routed.page-failed.v1]
`;

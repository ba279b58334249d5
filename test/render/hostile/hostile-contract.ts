const NASTY =
  'quotes \' " ` ${globalThis.pwned()} */ <%= pwned() %> """ \\ --> | {{x}}\n@ts-expect-error\n# head';
const text = JSON.stringify(NASTY);

/** A contract whose every free string would break something, were it not escaped. */
export const HOSTILE_CONTRACT = `
name: node_hostile_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: ${text}
input_model: demo.ModelHostileInput
output_model: demo.ModelHostileOutput
io_operations:
  - operation: "it's \`\${x}\` */ <% y %>"
    description: ${text}
    input_fields:
      - {name: "__proto_", type: str, description: ${text}}
      - {name: "a'b", type: 'Literal["it''s", "*/", "\${x}"]', description: ${text}}
      - {name: "class", type: int}
      - {name: "<%= z %>", type: str, default: ${text}}
    output_fields:
      - {name: "a'b", type: 'Literal["it''s", "*/", "\${x}"]'}
      - {name: "to String", type: bool}
      - {name: model, type: ModelUnknown}
  - operation: "../../pwned"
  - operation: "🙂"
  - operation: "🙃"
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.hostile.thing-requested.v1]
  publish_topics: [onex.evt.hostile.thing-completed.v1, onex.evt.hostile.thing-failed.v1]
  dlq_topics: [onex.dlq.hostile.commands.v1]
dependencies:
  - {name: "it's \`\${x}\` */", description: ${text}, module: ${text}}
  - container
feature_flags:
  - {name: "it's \`\${x}\`", description: ${text}, env_var: "A'B", default: true}
`;

const NAME = JSON.stringify("it's `${x}` */ <% y %>");

export const HOSTILE_REDUCER = `
name: node_hostile_reducer
contract_version: {major: 1, minor: 0, patch: 0}
node_type: REDUCER_GENERIC
description: ${text}
input_model: demo.ModelHostileInput
output_model: demo.ModelHostileOutput
state_machine:
  state_machine_name: ${NAME}
  initial_state: ${NAME}
  states:
    - {state_name: ${NAME}, description: ${text}}
    - {state_name: "b'", description: ${text}, required_data: ["a'b", "__proto__"]}
  transitions:
    - from_state: ${NAME}
      to_state: "b'"
      trigger: ${NAME}
      description: ${text}
      conditions:
        - {expression: ${text}, required: true}
      actions:
        - {action_name: ${NAME}, action_type: state_update}
        - {action_name: "emit_'x'", action_type: intent_emission}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.hostile.state-requested.v1]
  publish_topics: [onex.evt.hostile.state-completed.v1]
`;

export const HOSTILE_ORCHESTRATOR = `
name: node_hostile_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: ${text}
input_model: demo.ModelHostileInput
output_model: demo.ModelHostileOutput
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: ${NAME}, description: ${text}}
    execution_graph:
      nodes:
        - {node_id: ${NAME}, node_type: EFFECT_GENERIC, description: ${text}, condition: ${text}}
        - {node_id: "__proto__", node_type: EFFECT_GENERIC, depends_on: [${NAME}]}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.hostile.flow-requested.v1]
  publish_topics: [onex.evt.hostile.flow-completed.v1, onex.evt.hostile.flow-failed.v1]
`;

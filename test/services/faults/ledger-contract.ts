export const LEDGER_COMMANDS = 'onex.cmd.faults.ledger-requested.v1';
export const LEDGER_COMPLETED = 'onex.evt.faults.ledger-completed.v1';
export const LEDGER_FAILED = 'onex.evt.faults.ledger-failed.v1';
export const LEDGER_LETTERS = 'onex.dlq.faults.commands.v1';

export const LEDGER_CONTRACT = `
name: node_faults_ledger_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps a ledger through every fault.
input_model: faults.models.ModelLedgerInput
output_model: faults.models.ModelLedgerOutput
io_operations:
  - {operation: book, operation_type: book}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${LEDGER_COMMANDS}]
  publish_topics: [${LEDGER_COMPLETED}, ${LEDGER_FAILED}]
  dlq_topics: [${LEDGER_LETTERS}]
`;

/** The ledger lies in the file in which the node keeps its answers. */
export const LEDGER_FILE = 'node_faults_ledger_effect_answers.sqlite';

export const LEDGER_TABLE =
  'CREATE TABLE IF NOT EXISTS ledger (place INTEGER PRIMARY KEY, id TEXT, entity TEXT, sequence INTEGER, instance TEXT)';

/** What a node's process says once it is ready; no line of its log has it. */
export const READY = '@ready';

/** What it says before the number of bytes that it still holds after collecting garbage, when it gets a SIGUSR2. */
export const HELD = '@held ';

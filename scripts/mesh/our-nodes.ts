import { z } from 'zod';
import { readContract, type Contract } from '../../runtime/src/contract/index.ts';
import { NodeEffect, NodeOrchestrator, OnexError, type Container } from '../../runtime/src/index.ts';
import { StopEvent, Workflow, step, type Context } from '../../runtime/src/workflow/index.ts';

/** Topics of the nodes of omnimarket that take part. */
export const PYTHON = {
  diff: ['onex.cmd.omnimarket.chain-diff-requested.v1', 'onex.evt.omnimarket.chain-diff-completed.v1'],
  aggregate: ['onex.cmd.omnimarket.swarm-aggregate.v1', 'onex.evt.omnimarket.swarm-aggregation-completed.v1'],
  coverage: [
    'onex.cmd.omnimarket.coverage-sweep-start.v1',
    'onex.evt.omnimarket.coverage-sweep-completed.v1',
  ],
  tick: ['onex.cmd.omnimarket.ledger-tick.v1', 'onex.cmd.omnimarket.ledger-append.v1'],
} as const;
export const APPENDED = 'onex.evt.omnimarket.ledger-appended.v1';
export const APPEND_FAILED = 'onex.evt.omnimarket.ledger-append-failed.v1';
export const START = 'onex.cmd.mesh.audit-requested.v1';
export const COMPLETED = 'onex.evt.mesh.audit-completed.v1';
export const FAILED = 'onex.evt.mesh.audit-failed.v1';
export const LETTERS = 'onex.dlq.mesh.commands.v1';

function contractOf(text: string): Contract {
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  return contract;
}

const stepText = (id: string, topics: readonly [string, string], operations: string): string =>
  `      ${id}: {operation: ${id}, timeout_ms: 4000, command_topic: ${topics[0]}, completed_topic: ${topics[1]}, ` +
  `failed_topic: ${topics[1].replace(/-(completed)\./u, '-failed.')}, for_operations: [${operations}]}`;

const AUDIT = contractOf(`
name: node_mesh_audit_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Drives nodes of omnimarket.
input_model: mesh.models.ModelAuditInput
output_model: mesh.models.ModelAuditOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${START}, ${PYTHON.diff[1]}, ${PYTHON.aggregate[1]}, ${PYTHON.coverage[1]}]
  publish_topics: [${COMPLETED}, ${FAILED}, ${PYTHON.diff[0]}, ${PYTHON.aggregate[0]}, ${PYTHON.coverage[0]}]
  dlq_topics: [${LETTERS}]
performance: {single_operation_max_ms: 60000}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: audit}
    execution_graph:
      nodes:
        - {node_id: diff, node_type: COMPUTE_GENERIC, depends_on: []}
        - {node_id: aggregate, node_type: COMPUTE_GENERIC, depends_on: [diff]}
        - {node_id: coverage, node_type: COMPUTE_GENERIC, depends_on: []}
    coordination_rules: {execution_mode: sequential, failure_recovery_strategy: fail_fast, max_retries: 0, timeout_ms: 60000}
annotations:
  domain: mesh
  operations: [{operation: compare}, {operation: sweep}]
  workflow:
    steps:
${stepText('diff', PYTHON.diff, 'compare')}
${stepText('aggregate', PYTHON.aggregate, 'compare')}
${stepText('coverage', PYTHON.coverage, 'sweep')}
`);

const LEDGER = contractOf(`
name: node_mesh_ledger_append_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Stands in for node_ledger_append_effect of omnimarket.
input_model: mesh.models.ModelLedgerAppendCommand
output_model: mesh.models.ModelLedgerAppendedEvent
io_operations:
  - operation: append
    input_fields: ["tick_id: str", "correlation_id: UUID"]
    completed_topic: ${APPENDED}
    failed_topic: ${APPEND_FAILED}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${PYTHON.tick[1]}]
  publish_topics: [${APPENDED}, ${APPEND_FAILED}]
  dlq_topics: [${LETTERS}]
annotations: {domain: mesh}
`);

const Input = z.object({ extra: z.boolean().optional() });
type Input = z.infer<typeof Input>;
const Output = z.object({ results: z.record(z.string(), z.unknown()) });

class Audit extends Workflow<Input, z.infer<typeof Output>> {
  readonly input = Input;
  readonly output = Output;
  readonly steps = {
    diff: step<Input>({
      // A key that the Python model does not have: its node refuses the command.
      command: ({ start }) => (start.input.extra === true ? { surprise: 1 } : { expected: [], observed: [] }),
    }),
    aggregate: step<Input>({ command: ({ correlationId }) => ({ run_id: correlationId }) }),
    coverage: step<Input>({ command: () => ({ target_dirs: [] }) }),
  };
  stop({ results }: Context<Input>): StopEvent<z.infer<typeof Output>> {
    return new StopEvent({ results: { ...results } });
  }
}

export class AuditOrchestrator extends NodeOrchestrator {
  constructor(container: Container) {
    super(container, { contract: AUDIT, workflow: new Audit() });
  }
}

/** Lines by tick, as a ledger would hold them; each is written once. */
export const LINES: string[] = [];

export class LedgerEffect extends NodeEffect {
  constructor(container: Container) {
    super(container, {
      contract: LEDGER,
      handlers: {
        append: {
          input: z.strictObject({ tick_id: z.string(), correlation_id: z.string() }),
          output: z.looseObject({ tick_id: z.string(), line_number: z.number() }),
          handle({ tick_id, correlation_id }: { tick_id: string; correlation_id: string }) {
            if (tick_id === 'refused') throw new OnexError('INVALID_PARAMETER', 'This tick is refused.');
            LINES.push(tick_id);
            return { tick_id, correlation_id, line_number: LINES.length };
          },
        },
      },
    });
  }
}

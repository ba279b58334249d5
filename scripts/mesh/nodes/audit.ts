import { z } from 'zod';
import { NodeOrchestrator, type Container } from '../../../runtime/src/index.ts';
import { StopEvent, Workflow, step, type Context } from '../../../runtime/src/workflow/index.ts';
import { contractOf } from './contracts.ts';

export const START = 'onex.cmd.mesh.audit-requested.v1';
export const COMPLETED = 'onex.evt.mesh.audit-completed.v1';
export const FAILED = 'onex.evt.mesh.audit-failed.v1';
export const LETTERS = 'onex.dlq.mesh.commands.v1';

const market = (kind: 'cmd' | 'evt', name: string): string => `onex.${kind}.omnimarket.${name}.v1`;

/** Commands of our orchestrator to Python nodes: topics of the command and of the answer. */
const COMMANDS: Readonly<Record<string, readonly [command: string, completed: string]>> = {
  diff: [market('cmd', 'chain-diff-requested'), market('evt', 'chain-diff-completed')],
  aggregate: [market('cmd', 'swarm-aggregate'), market('evt', 'swarm-aggregation-completed')],
  coverage: [market('cmd', 'coverage-sweep-start'), market('evt', 'coverage-sweep-completed')],
  append: [market('cmd', 'ledger-append'), market('evt', 'ledger-appended')],
  gate: [
    'onex.cmd.omnibase-infra.delegation-quality-gate-request.v1',
    'onex.evt.omnibase-infra.quality-gate-result.v1',
  ],
  plan: [market('cmd', 'epic-team-start'), market('evt', 'epic-team-completed')],
};

/** The steps of each operation. Those of an operation that ends in `_soon` wait for three seconds only. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  compare: ['diff', 'aggregate'],
  ...Object.fromEntries(Object.keys(COMMANDS).map((name) => [`only_${name}`, [name]])),
};
const SOON = '_soon';
const steps = Object.keys(COMMANDS).flatMap((name) => [name, name + SOON]);

const stepText = (id: string): string => {
  const name = id.replace(SOON, '');
  const [command, completed] = COMMANDS[name]!;
  const soon = id.endsWith(SOON);
  const operations = Object.entries(OPERATIONS).filter(([, names]) => names.includes(name));
  return (
    `      ${id}: {operation: ${name}, timeout_ms: ${soon ? 3000 : 80_000}, command_topic: ${command}, ` +
    `completed_topic: ${completed}, failed_topic: ${completed.replace(/\.v1$/u, '-failed.v1')}, ` +
    `for_operations: [${operations.map(([operation]) => operation + (soon ? SOON : '')).join(', ')}]}`
  );
};
const nodeText = (id: string): string => {
  const depends = id.startsWith('aggregate') ? [id.replace('aggregate', 'diff')] : [];
  return `        - {node_id: ${id}, node_type: COMPUTE_GENERIC, depends_on: [${depends.join(', ')}]}`;
};
const commandTopics = Object.values(COMMANDS).map(([command]) => command);
const replyTopics = Object.values(COMMANDS).map(([, completed]) => completed);
const operations = Object.keys(OPERATIONS).flatMap((name) => [name, name + SOON]);

export const AUDIT = contractOf(`
name: node_mesh_audit_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Drives nodes of omnimarket.
input_model: mesh.models.ModelAuditInput
output_model: mesh.models.ModelAuditOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${[START, ...replyTopics].join(', ')}]
  publish_topics: [${[COMPLETED, FAILED, ...commandTopics].join(', ')}]
  dlq_topics: [${LETTERS}]
performance: {single_operation_max_ms: 120000}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: audit}
    execution_graph:
      nodes:
${steps.map(nodeText).join('\n')}
    coordination_rules: {execution_mode: sequential, failure_recovery_strategy: fail_fast, max_retries: 0, timeout_ms: 120000}
annotations:
  domain: mesh
  operations: [${operations.map((operation) => `{operation: ${operation}}`).join(', ')}]
  workflow:
    steps:
${steps.map(stepText).join('\n')}
`);

/** The payload of each command, by the step's name. */
const Input = z.object({ commands: z.record(z.string(), z.record(z.string(), z.unknown())) });
type Input = z.infer<typeof Input>;
const Output = z.object({ results: z.record(z.string(), z.unknown()) });

class Audit extends Workflow<Input, z.infer<typeof Output>> {
  readonly input = Input;
  readonly output = Output;
  readonly steps = Object.fromEntries(
    steps.map((id) => {
      const name = id.replace(SOON, '');
      return [id, step<Input>({ command: ({ start }) => start.input.commands[name] ?? {} })];
    }),
  );
  stop({ results }: Context<Input>): StopEvent<z.infer<typeof Output>> {
    return new StopEvent({ results: { ...results } });
  }
}

/** Drives Python nodes of all four kinds. */
export class AuditOrchestrator extends NodeOrchestrator {
  constructor(container: Container) {
    super(container, { contract: AUDIT, workflow: new Audit() });
  }
}

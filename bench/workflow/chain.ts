import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readContract } from '../../runtime/src/contract/index.ts';
import { createEnvelope } from '../../runtime/src/event-bus/index.ts';
import { silentLogger } from '../../runtime/src/logging/index.ts';
import type { Output } from '../../runtime/src/node/index.ts';
import { resultTopics } from '../../runtime/src/node/messages/index.ts';
import { BUILTIN_ENGINE } from '../../runtime/src/workflow/engine/index.ts';
import {
  createMemoryWorkflowStore,
  openSqliteWorkflowStore,
  StopEvent,
  Workflow,
  type WorkflowStore,
} from '../../runtime/src/workflow/index.ts';
import { createPlan, type Plan } from '../../runtime/src/workflow/definition/index.ts';
import { WorkflowRunner } from '../../runtime/src/workflow/run/runner.ts';
import { z } from 'zod';
import { alternate } from '../lib/alternate.ts';
import { median } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const LENGTHS = [10, 100, 500];
const ROUNDS = 5;

/** Each step needs the one before, and sends what that one answered. */
class Chain extends Workflow {
  readonly input = z.unknown();
  readonly output = z.unknown();
  readonly steps: Workflow['steps'];
  constructor(length: number) {
    super();
    this.steps = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `s${index}`,
        {
          command: ({ results }: { results: Record<string, unknown> }) => ({
            before: results[`s${index - 1}`] ?? null,
          }),
        },
      ]),
    );
  }
  override stop(): StopEvent<unknown> {
    return new StopEvent({});
  }
}

function planOf(length: number): Plan {
  const ids = Array.from({ length }, (_, index) => `s${index}`);
  const nodes = ids.map(
    (id, index) => `{node_id: ${id}, depends_on: [${index === 0 ? '' : ids[index - 1]}]}`,
  );
  const topics = (id: string): string =>
    `${id}: {operation: do, command_topic: onex.cmd.bench.${id}.v1, completed_topic: onex.evt.bench.${id}.v1, ` +
    `failed_topic: onex.evt.bench.${id}-failed.v1, timeout_ms: 60000}`;
  const text = `
name: node_bench_chain_orchestrator
node_type: ORCHESTRATOR_GENERIC
description: A chain.
input_model: bench.models.ModelChainInput
output_model: bench.models.ModelChainOutput
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: chain}
    execution_graph: {nodes: [${nodes.join(', ')}]}
annotations:
  domain: bench
  workflow: {steps: {${ids.map(topics).join(', ')}}}
`;
  const { contract } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error('the contract of the benchmark cannot be read');
  return createPlan(contract, new Chain(length), resultTopics(contract));
}

/** @returns milliseconds from the start command to the end of the workflow, of which each save is part. */
async function runChain(plan: Plan, store: WorkflowStore): Promise<number> {
  const runner = new WorkflowRunner({
    plan,
    engine: BUILTIN_ENGINE,
    store,
    logger: silentLogger,
    sink: () => null,
  });
  const commandIn = (outputs: readonly Output[]): Output | undefined =>
    outputs.find(({ kind }) => kind === 'command');
  const start = performance.now();
  const envelope = createEnvelope({});
  let command = commandIn(
    await runner.start({ payload: {}, envelope, topic: 'onex.cmd.bench.chain.v1' }, 'run', {}),
  );
  while (command !== undefined) {
    const reply = createEnvelope({ sum: 1 }, { causationId: String(command.envelopeId) });
    const topic = command.topic.replace('.cmd.', '.evt.');
    command = commandIn(await runner.reply({ payload: reply.payload, envelope: reply, topic }));
  }
  const milliseconds = performance.now() - start;
  await runner.stop();
  return milliseconds;
}

/** What each step of a chain costs, by the length of the chain; the target is that 500 cost at most 6 times 100. */
export async function chain(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onex-bench-chain-'));
  const sqlite = openSqliteWorkflowStore(folder, 'chain');
  const stores: Readonly<Record<string, WorkflowStore>> = {
    memory: createMemoryWorkflowStore(),
    SQLite: sqlite,
  };
  try {
    for (const [name, store] of Object.entries(stores)) {
      const contestants = LENGTHS.map((length) => {
        const plan = planOf(length);
        return { name: String(length), run: () => runChain(plan, store) };
      });
      const times = await alternate(contestants, { rounds: ROUNDS });
      const totals = times.map(median);
      const base = totals[LENGTHS.indexOf(100)]!;
      printTable(
        [`steps, ${name}`, 'total ms', 'ms a step', 'times 100 steps'],
        LENGTHS.map((length, index) => {
          const total = totals[index]!;
          return [String(length), total.toFixed(1), (total / length).toFixed(3), (total / base).toFixed(2)];
        }),
      );
    }
  } finally {
    sqlite.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

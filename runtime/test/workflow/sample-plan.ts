import { createPlan, type Plan } from '../../src/workflow/definition/plan.ts';
import { resultTopics } from '../../src/node/messages/topics.ts';
import { createEnvelope } from '../../src/event-bus/index.ts';
import type { Turn, WorkflowEngine } from '../../src/workflow/engine/engine.ts';
import type { Output } from '../../src/node/messages/message.ts';
import { OnexError } from '../../src/errors/index.ts';
import { contractOf } from '../sample/contract-of.ts';
import { StopEvent, Workflow, type Context, type Step } from '../../src/workflow/index.ts';
import { z } from 'zod';

export interface PlanOptions {
  /** YAML of coordination_rules. */
  readonly rules?: string;
  /** Per step: what it depends on, what its annotation adds, and its code. */
  readonly steps: Readonly<Record<string, { after?: string[]; extra?: string; code?: Step }>>;
  /** Of the orchestrator; default `run`. */
  readonly operations?: readonly string[];
  readonly stop?: (context: Context) => object | Promise<object>;
}

/** A workflow of steps a, b, c … each on topics `onex.cmd.shop.<id>-requested.v1`, `…<id>-completed.v1`, `…-failed.v1`. */
export function planOf({
  rules = '{}',
  operations = ['run'],
  steps,
  stop = ({ results }) => ({ ...results }),
}: PlanOptions): Plan {
  const ids = Object.keys(steps);
  const contract = contractOf(`
name: node_shop_trip_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Books trips.
input_model: shop.models.ModelTripInput
output_model: shop.models.ModelTripOutput
performance: {single_operation_max_ms: 1000}
error_handling:
  retry_policy: {max_retries: 0, initial_delay_ms: 10, max_delay_ms: 15, exponential_base: 2}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: trip}
    execution_graph:
      nodes:
${ids.map((id) => `        - {node_id: ${id}, node_type: EFFECT_GENERIC, depends_on: [${(steps[id]?.after ?? []).join(', ')}]}`).join('\n')}
    coordination_rules: ${rules}
annotations:
  domain: shop
  operations: [${operations.map((name) => `{operation: ${name}, input_fields: [], output_fields: []}`).join(', ')}]
  workflow:
    steps:
${ids
  .map(
    (id) =>
      `      ${id}: {node: node_shop_${id}_effect, operation: do, command_topic: onex.cmd.shop.${id}-requested.v1, ` +
      `completed_topic: onex.evt.shop.${id}-completed.v1, failed_topic: onex.evt.shop.${id}-failed.v1${steps[id]?.extra ?? ''}}`,
  )
  .join('\n')}
`);
  class Trip extends Workflow {
    readonly input = z.unknown();
    readonly output = z.unknown();
    readonly steps = Object.fromEntries(
      ids.map((id) => [id, steps[id]?.code ?? { command: ({ attempt }: Context) => ({ id, attempt }) }]),
    );
    async stop(context: Context): Promise<StopEvent<unknown>> {
      return new StopEvent(await stop(context));
    }
  }
  return createPlan(contract, new Trip(), resultTopics(contract));
}

/** Plays a workflow turn by turn, with a clock of its own. */
export class Play {
  engine: WorkflowEngine;
  plan: Plan;
  turn: Turn;
  now = 1_000_000;
  /** Names of all outputs so far, such as `stage-started a` or `command a`. */
  readonly told: string[] = [];

  private constructor(engine: WorkflowEngine, plan: Plan, turn: Turn) {
    this.engine = engine;
    this.plan = plan;
    this.turn = turn;
    this.#tell(turn);
  }

  static async start(engine: WorkflowEngine, options: PlanOptions, input: unknown = {}): Promise<Play> {
    const plan = planOf(options);
    const workflowId = '11111111-1111-5111-8111-111111111111';
    const start = { workflowId, envelope: createEnvelope({}), operation: 'run', input };
    return new Play(engine, plan, await engine.begin(plan, start, 1_000_000));
  }

  /** The node of a step answers its last command; `attempt` chooses an earlier one. */
  async reply(step: string, reply: object | Error, attempt?: number): Promise<boolean> {
    const { commands, steps } = this.turn.state;
    const undo = ['compensating', 'uncompensated'].includes(steps[step]?.status ?? '');
    const sent = Object.entries(commands).filter(([, one]) => one.step === step && one.undo === undo);
    const chosen = attempt === undefined ? sent.at(-1) : sent.find(([, one]) => one.attempt === attempt);
    const [commandId] = chosen as [string, unknown];
    const error = reply instanceof Error ? new OnexError('OPERATION_FAILED', reply.message).toJSON() : null;
    const fields = reply instanceof Error ? {} : (reply as Record<string, unknown>);
    return this.#take(
      await this.engine.takeReply(this.plan, this.turn.state, { commandId, error, fields }, this.now),
    );
  }

  async pass(ms: number): Promise<boolean> {
    this.now += ms;
    return this.#take(await this.engine.tick(this.plan, this.turn.state, this.now));
  }

  /** Step ids by status. */
  get statuses(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.turn.state.steps).map(([id, { status }]) => [id, status]));
  }

  get last(): Output {
    return this.turn.outputs.at(-1) as Output;
  }

  #take(turn: Turn | null): boolean {
    if (turn === null) return false;
    this.turn = turn;
    this.#tell(turn);
    return true;
  }

  #tell({ outputs }: Turn): void {
    for (const { kind, topic, payload, operation } of outputs) {
      const name = (topic.split('.')[3] ?? '').replace(/^trip-(?=workflow|stage)/u, '');
      const { stage } = payload as { stage?: string };
      this.told.push(
        kind === 'command' ? `${name}:${operation}` : stage === undefined ? name : `${name} ${stage}`,
      );
    }
  }
}

import { fileURLToPath } from 'node:url';
import { formatIssue, shortPath, stepLimitsOf } from '../contract/index.ts';
import { closeAll, isContentError, OnexError } from '../errors/index.ts';
import { NodeBase, requireKind, type NodeDefinition } from '../node/node-base.ts';
import type { Container } from '../node/services/index.ts';
import type { BusQualities } from '../event-bus/index.ts';
import { within } from '../values/async/index.ts';
import type { Message, Output, OutputSink } from '../node/messages/index.ts';
import { requestOf, type Request, warnOfMarked, parseInput } from '../node/operations/index.ts';
import { ownerKey, ownerOf } from '../state/index.ts';
import { chooseEngine, type EngineName } from './choose-engine.ts';
import type { WorkflowEngine } from './engine/index.ts';
import { createPlan, type Plan, type Workflow } from './definition/index.ts';
import { replyTopics } from './state/index.ts';
import {
  SYSTEM_CLOCK,
  WORKFLOW_CLOCK,
  WorkflowRunner,
  type Replacement,
  type UncompensatedEntry,
  type UnreadableEntry,
} from './run/index.ts';
import {
  openPostgresWorkflowStore,
  openSqliteWorkflowStore,
  WORKFLOW_STORE,
  type WorkflowStore,
} from './stores/index.ts';

export interface OrchestratorDefinition extends NodeDefinition {
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly workflow: Workflow<any, any>;
  /** Default `builtin`. */
  readonly engine?: EngineName;
}

/** Pause before the store is tried again if it was unavailable at the start. */
const RECOVERY_RETRY_MS = 2_000;

/** How long a start waits for the store to report the awaited replies. */
const TOPICS_MS = 5_000;

/**
 * Runs a workflow: it sends commands, receives replies, and does no I/O of its own. Only the engine creates its
 * outputs, so it publishes only events and commands.
 */
export abstract class NodeOrchestrator extends NodeBase {
  readonly #workflow: Workflow;
  readonly #plan: Plan;
  readonly #replies: Set<string>;
  readonly #engineName: EngineName;
  #engine: WorkflowEngine | undefined;
  #runner: WorkflowRunner | undefined;
  #own: { dispose(): void | Promise<void> } | undefined;
  #recovered = false;
  #contractFile: URL | null;
  #busIsDurable = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(container: Container, definition: OrchestratorDefinition) {
    super(container, definition);
    requireKind(this.contract, 'orchestrator');
    const { contract } = definition;
    this.#contractFile = contract instanceof URL && contract.protocol === 'file:' ? contract : null;
    this.#workflow = definition.workflow as Workflow;
    this.#engineName = definition.engine ?? 'builtin';
    this.#plan = createPlan(this.contract, this.#workflow, this.resultTopics);
    this.#replies = new Set(replyTopics(this.#plan));
  }

  /** @throws OnexError IMPORT_ERROR if the package of the workflow engine is missing. */
  override async initialize(): Promise<void> {
    await super.initialize();
    this.#engine = await chooseEngine(this.#engineName);
    this.#warnOfUnfilled();
    await within(TOPICS_MS, this.#listenToAwaited());
  }

  /** Replies to earlier commands may come on topics that the contract no longer names. */
  async #listenToAwaited(): Promise<void> {
    try {
      for (const topic of await this.#open().awaitedTopics()) this.#replies.add(topic);
    } catch (error) {
      this.logger.warn(
        { error },
        'awaited commands cannot be read yet; only topics of the contract are read',
      );
    }
  }

  /**
   * If the topics of running steps changed while the store could not be read at the start, their workflows wait for a
   * restart.
   */
  #requireAwaited(topics: readonly string[]): void {
    const unheard = topics.filter((topic) => !this.#replies.has(topic));
    this.setReadiness(
      'workflow-topics',
      unheard.length === 0 ? null : `restart the node: workflows wait for replies on ${unheard.join(', ')}`,
    );
  }

  #warnOfUnfilled(): void {
    const { placeholder } = this.#workflow;
    if (placeholder !== undefined) this.logger.warn(`the workflow's result is a placeholder: ${placeholder}`);
    const conditions = this.#plan.steps.map(({ id, code }) => [id, code.when] as const);
    warnOfMarked(Object.fromEntries(conditions), 'the condition of step', this.logger);
    for (const { id, code } of this.#plan.steps) {
      const { unfilled = [] } = code;
      const isList = Array.isArray(unfilled);
      const fields = isList ? unfilled : Object.keys(unfilled);
      if (fields.length === 0) continue;
      const effect = isList ? 'fails until its file has values' : 'sends made-up values';
      this.logger.warn(`step ${id} ${effect} for fields without a value: ${fields.join(', ')}`);
    }
  }

  /** The contract's topics, and those on which the steps' nodes answer. */
  override get subscriptions(): readonly string[] {
    return [...new Set([...super.subscriptions, ...this.#replies])];
  }

  /** The bus is open, so workflows that the last process left behind continue. */
  override setOutputSink(sink: OutputSink | null, bus: BusQualities = { durable: false }): void {
    super.setOutputSink(sink);
    this.#busIsDurable = bus.durable;
    if (sink === null) clearTimeout(this.#retry);
    else if (!this.#recovered) void this.#recover();
  }

  override async shutdown(): Promise<void> {
    const [runner, own] = [this.#runner, this.#own];
    await closeAll([() => runner?.stop(), () => super.shutdown(), () => own?.dispose()]).finally(() => {
      this.#own = undefined;
      this.#runner = undefined;
      this.#recovered = false;
    });
  }

  protected override async process(message: Message): Promise<readonly Output[]> {
    if (this.#replies.has(message.topic)) return this.#open().reply(message);
    if (this.contract.workflow?.unboundEvents?.includes(message.topic) === true) {
      this.logger.debug(
        { topic: message.topic },
        'event ignored: it neither answers a step nor starts a workflow',
      );
      return [];
    }
    const { operation, fields } = this.#requestOf(message);
    const input = parseInput(this.#workflow.input, fields, `${this.contract.name} ${operation}`);
    try {
      return await this.#open().start(message, operation, input);
    } catch (error) {
      // The caller that waits for the workflow is answered, even if the workflow could not begin.
      if (isContentError(error)) throw error;
      return [this.failure(operation, error, message)];
    }
  }

  /**
   * Called for an output of a workflow that the bus permanently refuses. The workflow fails, and its failed event and
   * the commands that undo its steps replace the output. Null if no workflow took the message.
   */
  async replaceRefused(message: Message, envelopeId: string, error: OnexError): Promise<Replacement | null> {
    return this.#open().refusals.replace(message, envelopeId, error);
  }

  #requestOf(message: Message): Request {
    const operations = this.contract.operations.map(({ name }) => name);
    return requestOf(this.contract, operations.length === 0 ? ['run'] : operations, message);
  }

  /** Replies of steps have no caller that waits. The workflow continues without them when its step times out. */
  protected override requestedOperation(message: Message): string | null {
    const isStart =
      !this.#replies.has(message.topic) &&
      this.contract.workflow?.unboundEvents?.includes(message.topic) !== true;
    return isStart ? this.#requestOf(message).operation : null;
  }

  async #recover(): Promise<void> {
    this.#recovered = true;
    try {
      const { count, topics } = await this.#open().recover({ resend: !this.#busIsDurable });
      if (count > 0) this.logger.info({ workflows: count }, 'unfinished workflows resumed');
      this.#requireAwaited(topics);
      this.setReadiness('workflows', null);
      await this.#tellUncompensated();
      this.#warnOfLimits();
    } catch (error) {
      this.#recovered = false;
      const message = error instanceof Error ? error.message : String(error);
      this.setReadiness('workflows', `unfinished workflows cannot be resumed: ${message}`);
      this.#retry = setTimeout(() => this.outputSink && void this.#recover(), RECOVERY_RETRY_MS).unref();
    }
  }

  /** Once, when the node runs, because this reads the contracts of the nodes that do the steps. */
  #warnOfLimits(): void {
    const file = this.#contractFile;
    this.#contractFile = null;
    if (file === null) return;
    const shown = shortPath(file);
    for (const issue of stepLimitsOf(fileURLToPath(file))) this.logger.warn(formatIssue(issue, shown));
  }

  /** If a line is lost because the process ended, the next process reports it again. */
  async #tellUncompensated(): Promise<void> {
    const entries = await this.uncompensated();
    for (const { workflowId, steps } of entries) {
      this.logger.error(
        { workflow_id: workflowId, steps },
        'workflow has steps that could not be undone; retry them or remove the workflow',
      );
    }
  }

  /** Workflows with steps that should have been undone but are not. */
  async uncompensated(): Promise<readonly UncompensatedEntry[]> {
    return this.#open().uncompensated();
  }

  /** Undoes once more what could not be undone. False if the workflow has nothing that the contract could undo. */
  async retryUncompensated(workflowId: string): Promise<boolean> {
    return this.#open().retryUncompensated(workflowId);
  }

  /** Stored workflows that this version cannot read. They do not stop others. */
  unreadable(): readonly UnreadableEntry[] {
    return this.#open().unreadable;
  }

  /** Tries once more to continue a workflow, such as one that could not be read. */
  retryWorkflow(workflowId: string): void {
    this.#open().retry(workflowId);
  }

  /** Removes a workflow from the store. Its effects are not undone, and its start command may start it again. */
  async removeWorkflow(workflowId: string): Promise<void> {
    await this.#open().remove(workflowId);
  }

  protected override healthDetails(): Readonly<Record<string, unknown>> {
    const unreadable = this.#runner?.unreadable.length ?? 0;
    return { ...super.healthDetails(), ...(unreadable > 0 && { unreadable_workflows: unreadable }) };
  }

  #open(): WorkflowRunner {
    if (this.#engine === undefined) {
      throw new OnexError('INVALID_STATE', `${this.contract.name} is not initialized.`);
    }
    return (this.#runner ??= new WorkflowRunner({
      plan: this.#plan,
      owner: ownerKey(ownerOf(this)),
      engine: this.#engine,
      store: this.#openStore(),
      logger: this.logger,
      metrics: this.metrics,
      clock: this.container.find(WORKFLOW_CLOCK) ?? SYSTEM_CLOCK,
      sink: () => this.outputSink,
      onProblem: (problem) => this.setReadiness('due-workflows', problem),
    }));
  }

  #openStore(): WorkflowStore {
    const given = this.container.find(WORKFLOW_STORE);
    if (given !== undefined) return given;
    const { stateUrl, stateDir } = this.settings;
    const opened =
      stateUrl === null
        ? openSqliteWorkflowStore(stateDir, this.contract.name)
        : openPostgresWorkflowStore(stateUrl);
    this.#own = opened;
    return opened;
  }
}

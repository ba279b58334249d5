import { findingOf, loadReading, shortPath, type Contract, type Finding } from '../contract/index.ts';
import {
  OnexError,
  installationFault,
  isContentError,
  isInfrastructureError,
  toOnexError,
} from '../errors/index.ts';
import { createProblemLog, type ProblemLog } from '../health/index.ts';
import { createMetrics, type Metrics } from '../health/metrics.ts';
import { declareSecrets, silentLogger, type Logger } from '../logging/index.ts';
import {
  type Container,
  defaultSettings,
  type Settings,
  LOGGER,
  METRICS,
  SETTINGS,
} from './services/index.ts';
import {
  type HealthDetail,
  IN_FLIGHT,
  MESSAGES,
  OLDEST,
  Readiness,
  degradationLines,
  readinessLines,
} from './health/index.ts';
import type { BusQualities } from '../event-bus/index.ts';
import {
  type Message,
  type Output,
  type OutputSink,
  requirePublishable,
  failedPayload,
  publishableError,
  resultTopics,
  type ResultTopics,
} from './messages/index.ts';
import { loadPostgresClient } from '../state/index.ts';
import { markRuntimeNode } from './runtime-node.ts';
import { ageOf, messagesInProgress, whileInProgress, type MessageInProgress } from './progress/index.ts';

/** What every kind of node is constructed from. */
export interface NodeDefinition {
  /** Location of `contract.yaml`, or the contract itself. */
  readonly contract: URL | Contract;
}

/** Source of the problem that a message is still in progress after an attempt has reached its time limit. */
const WORK = 'work';

/** Names of the contract's secrets in the configuration and in the environment. */
function secretNames({ settings }: Contract): readonly string[] {
  return settings.flatMap(({ name, environmentVariable: variable, secret }) =>
    secret === true ? [name, ...(variable === null ? [] : [variable])] : [],
  );
}

/** The behavior that the four kinds share: the contract, the handling of a message and its outputs, and health. */
export abstract class NodeBase {
  readonly container: Container;
  readonly contract: Contract;
  readonly logger: Logger;
  readonly settings: Settings;
  protected readonly metrics: Metrics;
  /** Findings about the contract's file. Empty if the contract object was given. */
  readonly findings: readonly Finding[];
  readonly resultTopics: ResultTopics;
  readonly #readiness: Readiness;
  readonly #degradation: Readiness;
  readonly #problemLogs: readonly ProblemLog[];
  readonly #cutOff = new AbortController();
  #sink: OutputSink | null = null;
  #inFlight = 0;
  #hasOverdue = false;

  /** @throws ContractError naming file, line, and column if the contract cannot be read. */
  constructor(container: Container, definition: NodeDefinition) {
    this.container = container;
    const { contract } = definition;
    const reading = contract instanceof URL ? loadReading(contract, shortPath(contract)) : null;
    this.contract = reading?.contract ?? (contract as Contract);
    this.findings = reading?.issues.map((issue) => findingOf(issue, reading.file)) ?? [];
    // Must run before anything can log the configuration.
    declareSecrets(secretNames(this.contract));
    this.settings = container.find(SETTINGS) ?? defaultSettings();
    this.logger = (container.find(LOGGER) ?? silentLogger).child({ node: this.contract.name });
    if (!container.has(METRICS)) {
      container.register(METRICS, { value: createMetrics({ node: this.contract.name }) });
    }
    this.metrics = container.get(METRICS);
    this.metrics.beforeScrape(() => {
      const [oldest] = messagesInProgress(this);
      this.metrics.set(OLDEST, oldest === undefined ? 0 : ageOf(oldest));
    });
    this.resultTopics = resultTopics(this.contract);
    const problems = createProblemLog(readinessLines(this.logger, () => this.#readiness.ready));
    const losses = createProblemLog(degradationLines(this.logger));
    this.#problemLogs = [problems, losses];
    this.#readiness = new Readiness(problems.set);
    this.#degradation = new Readiness(losses.set);
  }

  /**
   * Opens what the node needs, and loads what it will need later. Called once, before the first message.
   * @throws OnexError IMPORT_ERROR naming a package that is not installed.
   */
  async initialize(): Promise<void> {
    if (this.settings.stateUrl !== null) await loadPostgresClient();
  }

  /** Closes what `initialize` opened. Harmless if `initialize` was never called or failed halfway. */
  async shutdown(): Promise<void> {
    this.abortWork();
    this.#sink = null;
    for (const log of this.#problemLogs) log.close();
  }

  /** Topics whose messages the node takes. The bus subscribes to them. */
  get subscriptions(): readonly string[] {
    return this.contract.topics.subscribe.map(({ topic }) => topic);
  }

  /**
   * Handles one message, and returns the outputs to publish.
   * @throws ContentError if the message can never be processed (dead letter), OnexError EVENT_BUS_ERROR or
   *   DEPENDENCY_UNAVAILABLE when it is to be delivered again. Any other failure is among the outputs.
   */
  async dispatch(message: Message): Promise<readonly Output[]> {
    this.#flight(1);
    let outcome = 'done';
    try {
      return await whileInProgress(this, message, () => this.process(message));
    } catch (error) {
      outcome = isContentError(error) ? 'refused' : 'undone';
      throw installationFault(error) ?? error;
    } finally {
      if (this.#hasOverdue) this.#tellOverdue();
      this.#flight(-1);
      this.metrics.count(MESSAGES, { topic: message.topic, outcome });
    }
  }

  /**
   * How long messages in handlers may take at shutdown, in ms, before `abortWork` is called: two thirds of the shutdown
   * timeout. The rest is for handlers that stop at the signal, and for closing.
   */
  get shutdownGraceMs(): number {
    return Math.floor((this.settings.shutdownTimeoutMs * 2) / 3);
  }

  /** Aborts `context.signal` of the running handlers. The bus calls it at shutdown, after the grace period. */
  abortWork(): void {
    this.#cutOff.abort();
  }

  /** Number of messages in progress. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Reports why the node is not ready, on behalf of `source`, or clears the report with null. */
  setReadiness(source: string, problem: string | null): void {
    this.#readiness.set(source, problem);
  }

  /**
   * Reports what the node works without, on behalf of `source`, or clears the report with null. The node stays ready.
   */
  setDegraded(source: string, problem: string | null): void {
    this.#degradation.set(source, problem);
  }

  /** Sets where outputs go that no message in progress causes. The bus sets it while it is open. */
  setOutputSink(sink: OutputSink | null, _bus?: BusQualities): void {
    this.#sink = sink;
  }

  health(): HealthDetail {
    const { major, minor, patch } = this.contract.nodeVersion;
    return {
      status: this.#readiness.ready && this.#degradation.ready ? 'healthy' : 'degraded',
      node: this.contract.name,
      kind: this.contract.kind,
      version: `${major}.${minor}.${patch}`,
      ready: this.#readiness.ready,
      problems: this.#readiness.problems,
      degraded: this.#degradation.problems,
      in_flight: this.#inFlight,
      oldest_in_progress: oldestInProgress(this),
      uptime_seconds: Math.round(process.uptime() * 1000) / 1000,
      details: this.healthDetails(),
    };
  }

  /** Additional fields of `/health` for a kind of node. */
  protected healthDetails(): Readonly<Record<string, unknown>> {
    return {};
  }

  /** The failed event of a message whose answer cannot be published. Null if no caller waits for the message. */
  failedEvent(message: Message, error: OnexError): Output | null {
    const operation = this.requestedOperation(message);
    return operation === null ? null : this.failure(operation, error, message, false);
  }

  /** The operation that a failed event names. Null if no caller waits for an event. */
  protected requestedOperation(_message: Message): string | null {
    return null;
  }

  protected abstract process(message: Message): Promise<readonly Output[]>;

  /** Aborted if the node is shut down with work still in progress. */
  protected get cutOff(): AbortSignal {
    return this.#cutOff.signal;
  }

  protected get outputSink(): OutputSink | null {
    return this.#sink;
  }

  /** Outputs that can be published. @throws OnexError PROCESSING_ERROR before anything is stored with them. */
  protected publishable(outputs: readonly Output[], operation: string): readonly Output[] {
    return requirePublishable(outputs, this.contract, operation);
  }

  /** The failed event of an operation. @throws the error itself if the message is to be delivered again. */
  protected failure(operation: string, cause: unknown, message: Message, redeliver = true): Output {
    if (redeliver && isInfrastructureError(cause)) throw cause;
    const fault = installationFault(cause);
    if (fault !== null) throw fault;
    const { correlation_id: correlationId } = message.envelope;
    const error = publishableError(toOnexError(cause, 'PROCESSING_ERROR', { correlationId }).toJSON());
    return {
      kind: 'event',
      topic: this.resultTopics.failed(operation),
      payload: failedPayload({ ...error, correlation_id: correlationId }),
      operation,
      verdict: 'failed',
    };
  }

  /** The node is not ready until the message is answered. */
  protected reportOverdue(message: MessageInProgress): void {
    message.isOverdue = true;
    this.#hasOverdue = true;
    this.#tellOverdue();
  }

  #tellOverdue(): void {
    const overdue = messagesInProgress(this).find(({ isOverdue }) => isOverdue);
    this.#hasOverdue = overdue !== undefined;
    if (overdue === undefined) this.setReadiness(WORK, null);
    else {
      const { operation, messageId, topic } = overdue;
      this.setReadiness(
        WORK,
        `${operation} has exceeded its time limit for message ${messageId} of ${topic}`,
      );
    }
  }

  #flight(change: number): void {
    this.#inFlight += change;
    this.metrics.set(IN_FLIGHT, this.#inFlight);
  }
}

markRuntimeNode(NodeBase.prototype);

/** @throws OnexError CONTRACT_VALIDATION_ERROR if a class of one kind is given the contract of another. */
export function requireKind(contract: Contract, kind: Contract['kind']): void {
  if (contract.kind === kind) return;
  throw new OnexError(
    'CONTRACT_VALIDATION_ERROR',
    `${contract.name} is ${contract.kind} in its contract, but its class is for ${kind}.`,
  );
}

function oldestInProgress(node: NodeBase): HealthDetail['oldest_in_progress'] {
  const [oldest] = messagesInProgress(node);
  if (oldest === undefined) return null;
  const { operation, topic, messageId } = oldest;
  return { operation, topic, message_id: messageId, age_seconds: ageOf(oldest) };
}

import type { Contract, RetryPolicy } from '../contract/model.ts';
import { OnexError, isOnexError } from '../errors/index.ts';
import { compensatedKey, idempotencyKey } from '../event-bus/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Container } from './services/index.ts';
import {
  requireSameNames,
  type HandlerContext,
  type OperationHandler,
  operationFieldOf,
  type HasOperationField,
  requestOf,
  type Accepts,
  type Request,
  RoutedHandlers,
  type HandlerTable,
  parseInput,
  parseOutput,
} from './operations/index.ts';
import { type Message, type Output, refuseForeignKind, refuseForeignTopic } from './messages/index.ts';
import { NodeBase, requireKind, type NodeDefinition } from './node-base.ts';
import { CIRCUIT, OPERATION_SECONDS, RETRIES } from './health/index.ts';
import {
  CircuitOpenError,
  createPolicyRunner,
  type CircuitState,
  type PolicyRunner,
} from './policies/index.ts';
import { ageOf, currentMessage, runHandler, timeLimitOf } from './progress/index.ts';

export interface OperationNodeDefinition extends NodeDefinition {
  /** Handlers by operation, exactly those of the contract. */
  readonly handlers: HandlerTable;
}

const CIRCUIT_VALUE = { closed: 0, 'half-open': 0.5, open: 1 } as const;

/** Base class of nodes with a handler per operation: effect and compute. */
export abstract class OperationNode extends NodeBase {
  readonly handlers: HandlerTable;
  readonly #hasOperationField: HasOperationField;
  readonly #runners = new Map<string, Promise<PolicyRunner>>();

  constructor(container: Container, kind: Contract['kind'], definition: OperationNodeDefinition) {
    super(container, definition);
    requireKind(this.contract, kind);
    requireSameNames({
      node: this.contract.name,
      what: 'operation',
      where: 'handlers',
      inContract: this.contract.operations.map(({ name }) => name),
      inCode: Object.keys(definition.handlers),
    });
    this.handlers = definition.handlers;
    this.#hasOperationField = operationFieldOf(this.contract, (name) =>
      this.#handlersOf(name).map(({ input }) => input),
    );
  }

  override async initialize(): Promise<void> {
    await super.initialize();
    // The libraries of the policies are loaded now, because a missing one must not make messages fail.
    await Promise.all(Object.keys(this.handlers).map((operation) => this.#runnerOf(operation)));
    for (const operation of Object.keys(this.handlers)) {
      const waiting = new Set(this.#handlersOf(operation).flatMap(({ placeholder }) => placeholder ?? []));
      for (const placeholder of waiting) this.logger.warn(`${operation} is a placeholder: ${placeholder}`);
    }
  }

  #handlersOf(operation: string): readonly OperationHandler[] {
    const handler = this.handlers[operation] as OperationHandler | RoutedHandlers;
    return handler instanceof RoutedHandlers ? handler.routes.map((route) => route.handler) : [handler];
  }

  /** How often a failing handler is retried. */
  protected retryPolicyOf(operation: string): RetryPolicy {
    return this.contract.operations.find(({ name }) => name === operation)?.retry ?? this.contract.retry;
  }

  /** The output for a handler's result. Null if nothing is published. */
  protected abstract completed(operation: string, result: object): Output | null;

  protected override async process(message: Message): Promise<readonly Output[]> {
    const started = performance.now();
    const handlerOf = (name: string): OperationHandler => {
      const handler = this.handlers[name] as OperationHandler | RoutedHandlers;
      return handler instanceof RoutedHandlers ? handler.handlerOf(message) : handler;
    };
    const request = this.#requestOf(message);
    const { operation } = request;
    const current = currentMessage();
    if (current !== null) current.operation = operation;
    const handler = handlerOf(operation);
    const input = parseInput(handler.input, request.fields, `${this.contract.name} ${operation}`);
    let outcome = 'completed';
    try {
      const refusal = message.transactions?.refusal;
      if (refusal !== undefined) throw refusal;
      return await this.work(handler, { ...request, input }, message);
    } catch (error) {
      outcome = 'failed';
      await message.transactions?.discard();
      const failed = this.failure(operation, error, message, !(error instanceof CircuitOpenError));
      this.logger.error(
        { operation, correlation_id: message.envelope.correlation_id, error },
        'operation failed',
      );
      return [failed];
    } finally {
      this.metrics.observe(OPERATION_SECONDS, (performance.now() - started) / 1000, { operation, outcome });
    }
  }

  protected override requestedOperation(message: Message): string {
    return this.#requestOf(message).operation;
  }

  #requestOf(message: Message): Request {
    const accepts: Accepts = (name, fields) => {
      const handler = this.handlers[name] as OperationHandler | RoutedHandlers;
      const taker = handler instanceof RoutedHandlers ? handler.find(message) : handler;
      return taker?.input.safeParse(fields).success === true;
    };
    return requestOf(this.contract, Object.keys(this.handlers), message, {
      accepts,
      hasOperationField: this.#hasOperationField,
    });
  }

  /** Calls the handler, in this thread or in another one. */
  protected call(
    handler: OperationHandler,
    { input }: Request & { readonly input: unknown },
    _message: Message,
    context: HandlerContext,
  ): unknown {
    return handler.handle(input, context);
  }

  /** Runs the handler under the contract's policies. Returns its outputs, the completed one last. */
  protected async work(
    handler: OperationHandler,
    request: Request & { readonly input: unknown },
    message: Message,
  ): Promise<readonly Output[]> {
    const { operation } = request;
    const { envelope } = message;
    // Created on first use, because most handlers log nothing, and a child logger costs more than everything else here.
    let child: Logger | undefined;
    const logger = (): Logger =>
      (child ??= this.logger.child({ operation, correlation_id: envelope.correlation_id }));
    const runner = await this.#runnerOf(operation);
    const current = currentMessage();
    const timeoutMs = timeLimitOf(this.contract, operation);
    // Each attempt has results of its own, so those of a late attempt are never published.
    const run = await runner.run(
      async (attempt) => {
        const emitted: Output[] = [];
        const transaction = message.transactions?.attempt() ?? null;
        const context: HandlerContext = {
          operation,
          correlationId: envelope.correlation_id,
          envelope,
          idempotencyKey: idempotencyKey(envelope),
          compensates: compensatedKey(envelope),
          get signal() {
            return attempt.signal;
          },
          get logger() {
            return logger();
          },
          transaction,
          emit: (output) => {
            refuseForeignKind(this.contract, output);
            refuseForeignTopic(this.contract, output);
            emitted.push(output);
          },
        };
        return {
          result: await runHandler(current, () => this.call(handler, request, message, context)),
          emitted,
        };
      },
      {
        signal: this.cutOff,
        timeoutMs,
        onRetry: (error, attempt) => {
          logger().warn({ attempt, error }, 'trying again');
          this.metrics.count(RETRIES, { operation });
          if (current !== null && isTimeout(error)) this.reportOverdue(current);
        },
        onHalfTime: () =>
          logger().warn(
            {
              message_id: envelope.envelope_id,
              topic: message.topic,
              age_seconds: current === null ? null : ageOf(current),
              time_limit_ms: timeoutMs,
            },
            timeoutMs === null
              ? `${operation} has worked on a message for a long time, and has no time limit`
              : `${operation} has used half of its time limit for a message`,
          ),
      },
    );
    const result = parseOutput(handler.output, run.result, `${this.contract.name} ${operation}`);
    if (typeof result !== 'object' || result === null || Array.isArray(result)) {
      throw new OnexError(
        'VALIDATION_FAILED',
        `${this.contract.name} ${operation} did not return an object.`,
      );
    }
    const completed = this.completed(operation, result);
    const outputs = completed === null ? run.emitted : [...run.emitted, completed];
    // Checked here, while the message can still be answered with the failed event.
    return this.publishable(outputs, operation);
  }

  #runnerOf(operation: string): Promise<PolicyRunner> {
    let runner = this.#runners.get(operation);
    if (runner === undefined) {
      const own = this.contract.operations.find(({ name }) => name === operation);
      const circuitBreaker =
        own?.circuitBreaker === undefined ? this.contract.circuitBreaker : own.circuitBreaker;
      const tell = (state: CircuitState): void =>
        this.metrics.set(CIRCUIT, CIRCUIT_VALUE[state], { operation });
      if (circuitBreaker !== null) tell('closed');
      runner = createPolicyRunner(this.retryPolicyOf(operation), circuitBreaker, (state) => {
        this.logger.warn({ operation, circuit: state }, 'circuit changed');
        tell(state);
      });
      this.#runners.set(operation, runner);
      runner.catch(() => this.#runners.delete(operation));
    }
    return runner;
  }
}

function isTimeout(error: unknown): boolean {
  return isOnexError(error) && error.code === 'TIMEOUT_EXCEEDED';
}

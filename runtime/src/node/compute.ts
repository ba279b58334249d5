import { existsSync } from 'node:fs';
import type { Contract, RetryPolicy } from '../contract/model.ts';
import { OnexError } from '../errors/index.ts';
import { deepFreeze, stableJson } from '../values/index.ts';
import { type Container, CONFIG } from './services/index.ts';
import type { HandlerContext, OperationHandler, Request } from './operations/index.ts';
import { createLruCache, type LruCache } from './policies/index.ts';
import type { Message, Output } from './messages/index.ts';
import { CACHE } from './health/index.ts';
import { OperationNode, type OperationNodeDefinition } from './operation-node.ts';
import { openWorkerPool, type WorkerPool } from './workers/index.ts';

export interface ComputeNodeDefinition extends OperationNodeDefinition {
  /**
   * The module that exports the node's class under its name, for worker threads. Default: `node.ts` or `node.js` beside
   * the contract.
   */
  readonly module?: URL;
}

/**
 * A pure and deterministic node with one handler per operation. It publishes results. Handlers receive frozen inputs.
 * With the contract's `cache`, a handler computes the same payload once, for as long as its result is cached.
 */
export abstract class NodeCompute extends OperationNode {
  readonly #cache: LruCache<readonly Output[]> | null;
  /** A number for each handler, which is part of the cache's keys. */
  readonly #handlers = new Map<OperationHandler, number>();

  readonly #definition: ComputeNodeDefinition;
  #workers: WorkerPool | null = null;

  constructor(container: Container, definition: ComputeNodeDefinition) {
    super(container, 'compute', definition);
    this.#definition = definition;
    this.#cache = this.contract.cache === null ? null : createLruCache(this.contract.cache);
  }

  override async initialize(): Promise<void> {
    await super.initialize();
    const threads = this.settings.workerThreads ?? this.contract.workerThreads ?? 0;
    if (threads === 0) return;
    const module = this.#definition.module?.href ?? moduleBeside(this.#definition.contract);
    if (module === null) {
      throw new OnexError(
        'INVALID_CONFIGURATION',
        `${this.contract.name} has worker threads, but its definition has no module; set module to the URL of the file of its class.`,
      );
    }
    this.#workers = await openWorkerPool({
      node: { module, className: this.constructor.name, config: this.container.find(CONFIG) },
      threads,
    });
  }

  override async shutdown(): Promise<void> {
    await super.shutdown();
    await this.#workers?.close();
    this.#workers = null;
  }

  /** A deterministic handler would fail the same way again. */
  protected override retryPolicyOf(operation: string): RetryPolicy {
    return { ...super.retryPolicyOf(operation), maxRetries: 0 };
  }

  protected override completed(operation: string, result: object): Output {
    return {
      kind: 'result',
      topic: this.resultTopics.completed(operation),
      payload: result,
      payloadType: this.resultTopics.outputType(operation),
      operation,
      verdict: 'succeeded',
    };
  }

  protected override async work(
    handler: OperationHandler,
    request: Request & { readonly input: unknown },
    message: Message,
  ): Promise<readonly Output[]> {
    const { operation } = request;
    const key = this.#cache === null ? '' : this.#keyOf(handler, request);
    const known = this.#cache?.get(key);
    if (this.#cache !== null) {
      this.metrics.count(CACHE, { operation, outcome: known === undefined ? 'miss' : 'hit' });
    }
    if (known !== undefined) return known;
    const outputs = await super.work(handler, { ...request, input: deepFreeze(request.input) }, message);
    this.#cache?.set(key, outputs);
    return outputs;
  }

  protected override call(
    handler: OperationHandler,
    request: Request & { readonly input: unknown },
    message: Message,
    context: HandlerContext,
  ): unknown {
    if (this.#workers === null) return super.call(handler, request, message, context);
    const { operation, fields } = request;
    const { payload, envelope, topic } = message;
    return this.#workers.call({ operation, fields, payload, envelope, topic }, context);
  }

  /**
   * The operation, the handler that its route selects, and the payload as it was received. The parsed input is not a
   * key: a model may transform it to a class whose values all look alike.
   */
  #keyOf(handler: OperationHandler, { operation, fields }: Request): string {
    const number = this.#handlers.get(handler) ?? this.#handlers.size;
    this.#handlers.set(handler, number);
    return JSON.stringify([operation, number, stableJson(fields)]);
  }
}

function moduleBeside(contract: URL | Contract): string | null {
  if (!(contract instanceof URL)) return null;
  const files = ['./node.ts', './node.js'].map((file) => new URL(file, contract));
  return (files.find((file) => existsSync(file)) ?? files[0])?.href ?? null;
}

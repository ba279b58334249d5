import type { RetryPolicy } from '../contract/model.ts';
import { deepFreeze, stableJson } from '../values/index.ts';
import type { Container } from './container.ts';
import type { OperationHandler } from './handler.ts';
import { createLruCache, type LruCache } from './lru-cache.ts';
import type { Message, Output } from './message.ts';
import { CACHE } from './node-metrics.ts';
import { OperationNode, type OperationNodeDefinition } from './operation-node.ts';
import type { Request } from './operation-of.ts';

/**
 * Pure and deterministic, a handler per operation; publishes results. Handlers receive frozen inputs. With the
 * contract's `cache`, a handler computes the same payload once, for as long as its result is cached.
 */
export abstract class NodeCompute extends OperationNode {
  readonly #cache: LruCache<readonly Output[]> | null;
  /** A number for each handler, which is part of the cache's keys. */
  readonly #handlers = new Map<OperationHandler, number>();

  constructor(container: Container, definition: OperationNodeDefinition) {
    super(container, 'compute', definition);
    this.#cache = this.contract.cache === null ? null : createLruCache(this.contract.cache);
  }

  /** What is deterministic fails the same way again. */
  protected override retryPolicyOf(operation: string): RetryPolicy {
    return { ...super.retryPolicyOf(operation), maxRetries: 0 };
  }

  protected override completed(operation: string, result: object): Output {
    return {
      kind: 'result',
      topic: this.resultTopics.completed(operation),
      payload: result,
      operation,
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

  /**
   * The operation, the handler that its route selects, and the payload as it was received. The parsed input is no key:
   * a model may transform it to a class whose values all look alike.
   */
  #keyOf(handler: OperationHandler, { operation, fields }: Request): string {
    const number = this.#handlers.get(handler) ?? this.#handlers.size;
    this.#handlers.set(handler, number);
    return JSON.stringify([operation, number, stableJson(fields)]);
  }
}

import type { Container, HandlerContext, OperationHandler } from 'onex-runtime';
import { ModelStockReleaseInput, ModelStockReleaseOutput } from '../models/index.ts';
import { release, shelfOf } from './stock.ts';

/** Puts the goods of an order back into the stock. */
export class HandlerRelease implements OperationHandler<ModelStockReleaseInput, ModelStockReleaseOutput> {
  readonly input = ModelStockReleaseInput;
  readonly output = ModelStockReleaseOutput;
  readonly #container: Container;

  constructor(container: Container) {
    this.#container = container;
  }

  async handle(
    { order_id }: ModelStockReleaseInput,
    { transaction }: HandlerContext,
  ): Promise<ModelStockReleaseOutput> {
    const shelf = await shelfOf(transaction, this.#container);
    return { order_id, released_units: await release(shelf, order_id) };
  }
}

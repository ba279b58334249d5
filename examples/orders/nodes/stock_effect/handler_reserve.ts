import type { Container, HandlerContext, OperationHandler } from 'onex-runtime';
import { ModelStockReserveInput, ModelStockReserveOutput } from '../models/index.ts';
import { reserve, shelfOf } from './stock.ts';

/** Takes goods out of the stock for an order. */
export class HandlerReserve implements OperationHandler<ModelStockReserveInput, ModelStockReserveOutput> {
  readonly input = ModelStockReserveInput;
  readonly output = ModelStockReserveOutput;
  readonly #container: Container;

  constructor(container: Container) {
    this.#container = container;
  }

  async handle(
    { order_id, lines }: ModelStockReserveInput,
    { transaction }: HandlerContext,
  ): Promise<ModelStockReserveOutput> {
    const shelf = await shelfOf(transaction, this.#container);
    return { order_id, reserved_units: await reserve(shelf, order_id, lines) };
  }
}

import type { Container, OperationHandler } from 'onex-runtime';
import { ModelPaymentRefundInput, ModelPaymentRefundOutput } from '../models/index.ts';
import { bankOf, type Bank } from './bank.ts';

/** Gives the money of an order back. */
export class HandlerRefund implements OperationHandler<ModelPaymentRefundInput, ModelPaymentRefundOutput> {
  readonly input = ModelPaymentRefundInput;
  readonly output = ModelPaymentRefundOutput;
  readonly #bank: Bank;

  constructor(container: Container) {
    this.#bank = bankOf(container);
  }

  async handle({ order_id }: ModelPaymentRefundInput): Promise<ModelPaymentRefundOutput> {
    return { order_id, refunded: await this.#bank.refund(order_id) };
  }
}

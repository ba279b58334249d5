import type { Container, HandlerContext, OperationHandler } from 'onex-runtime';
import { ModelPaymentChargeInput, ModelPaymentChargeOutput } from '../models/index.ts';
import { bankOf, type Bank } from './bank.ts';

/** Charges a customer for an order, once for each idempotency key. */
export class HandlerCharge implements OperationHandler<ModelPaymentChargeInput, ModelPaymentChargeOutput> {
  readonly input = ModelPaymentChargeInput;
  readonly output = ModelPaymentChargeOutput;
  readonly #bank: Bank;

  constructor(container: Container) {
    this.#bank = bankOf(container);
  }

  async handle(
    { order_id, customer, amount, method }: ModelPaymentChargeInput,
    { idempotencyKey }: HandlerContext,
  ): Promise<ModelPaymentChargeOutput> {
    const payment = await this.#bank.charge(idempotencyKey, { order: order_id, customer, amount, method });
    return { payment_id: payment.id, order_id, amount, status: payment.status };
  }
}

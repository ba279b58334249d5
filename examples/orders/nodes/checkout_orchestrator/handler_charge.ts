import { step } from 'onex-runtime/workflow';
import type { ModelCheckoutInput } from '../models/index.ts';
import type { StepsCheckout } from '../steps.ts';

/** Asks node_shop_payment_effect to charge what was quoted. */
export const handlerCharge = step<ModelCheckoutInput, StepsCheckout, 'charge'>({
  command: ({ start: { input }, results }) => ({
    order_id: input.order_id,
    customer: input.customer,
    amount: results.quote.amount,
    currency: results.quote.currency,
    method: input.method,
  }),

  completed: (_context, reply) => reply,

  /** An order that was never charged is not refunded. */
  compensate: ({ start }) => ({ order_id: start.input.order_id }),
});

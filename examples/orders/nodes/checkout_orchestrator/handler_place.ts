import { step } from 'onex-runtime/workflow';
import type { ModelCheckoutInput } from '../models/index.ts';
import type { StepsCheckout } from '../steps.ts';

/** Asks node_shop_order_reducer to place the paid order. */
export const handlerPlace = step<ModelCheckoutInput, StepsCheckout, 'place'>({
  command: ({ start: { input }, results }) => ({
    entity_id: input.order_id,
    customer: input.customer,
    amount: results.charge.amount,
  }),

  completed: (_context, reply) => reply,
});

import { step } from 'onex-runtime/workflow';
import type { ModelCheckoutInput } from '../models/index.ts';
import type { StepsCheckout } from '../steps.ts';

/** Asks node_shop_stock_effect to reserve the goods. */
export const handlerReserve = step<ModelCheckoutInput, StepsCheckout, 'reserve'>({
  command: ({ start: { input } }) => ({
    order_id: input.order_id,
    lines: input.lines.map(({ sku, quantity }) => ({ sku, quantity })),
  }),

  completed: (_context, reply) => reply,

  /** An order that was never reserved has nothing to release. */
  compensate: ({ start }) => ({ order_id: start.input.order_id }),
});

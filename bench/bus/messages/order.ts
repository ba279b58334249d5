import { z } from 'zod';

/** The work of every contestant: price an order. */
export const OrderInput = z.object({
  entity_id: z.string().min(1),
  customer: z.string(),
  currency: z.string().length(3),
  lines: z.array(
    z.object({ sku: z.string(), quantity: z.int().positive(), price: z.number().nonnegative() }),
  ),
});
export const OrderOutput = z.object({
  entity_id: z.string(),
  currency: z.string(),
  total: z.number(),
  placed_at: z.string(),
});
export type Order = z.infer<typeof OrderInput>;
export type PricedOrder = z.infer<typeof OrderOutput>;

export function priceOrder({ entity_id, currency, lines }: Order): PricedOrder {
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return { entity_id, currency, total, placed_at: new Date().toISOString() };
}

/** The order with this number; there are `customers` different keys. */
export function sampleOrder(number: number, customers = 1000): Order & { readonly operation: string } {
  const lines = Array.from({ length: 4 }, (_, line) => ({
    sku: `sku-${(number * 7 + line) % 500}`,
    quantity: 1 + ((number + line) % 5),
    price: 9.5 + line,
  }));
  const entity_id = `customer-${number % customers}`;
  return {
    entity_id,
    customer: `Customer ${number % customers}`,
    currency: 'EUR',
    lines,
    operation: 'place',
  };
}

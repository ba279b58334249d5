import { randomUUID } from 'node:crypto';
import { send, type Sent } from './send.ts';

const line = (sku: string, quantity: number, unit_price: string) => ({ sku, quantity, unit_price });

function checkout(project: string, lines: readonly object[], more: object = {}): Promise<Sent> {
  const order = { order_id: randomUUID(), customer: 'Ada Lovelace', tier: 'wholesale', currency: 'EUR' };
  return send(project, 'checkout:run', { ...order, method: 'card', lines, ...more });
}

/** What the checkouts of the order system were answered, in order. */
export interface Checkouts {
  /** 7 units for 12.50 each, with the discount of the tier. */
  readonly paid: Sent;
  /** An order above what the stand-in of the bank takes by card. */
  readonly declined: Sent;
  /** An order for more units than there are. */
  readonly soldOut: Sent;
  /** An order for all units that the paid order left: those of the declined order have to be back. */
  readonly rest: Sent;
  /** The paid order: shipped, delivered, and then cancelled, which the reducer has to refuse. */
  readonly life: readonly Sent[];
}

/** Drives the order system, through its failures and their compensation. */
export async function runCheckouts(project: string): Promise<Checkouts> {
  const order_id = randomUUID();
  const paid = await checkout(project, [line('TEA-0001', 7, '12.50')], { order_id });
  const declined = await checkout(project, [line('TEA-0001', 90, '99.99')]);
  const soldOut = await checkout(project, [line('TEA-0001', 94, '1.00')]);
  const rest = await checkout(project, [line('TEA-0001', 93, '1.00')]);
  const entity_id = order_id;
  const life = [
    await send(project, 'order:ship', { entity_id, tracking_code: 'AB12345678' }),
    await send(project, 'order:deliver', { entity_id }),
    await send(project, 'order:cancel', { entity_id, reason: 'customer' }),
  ];
  return { paid, declined, soldOut, rest, life };
}

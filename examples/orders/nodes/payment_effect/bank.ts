import { defineToken, OnexError, type Container } from 'onex-runtime';

export interface Charge {
  readonly order: string;
  readonly customer: string;
  readonly amount: string;
  readonly method: 'card' | 'transfer';
}

export interface Payment {
  readonly id: string;
  readonly status: 'authorized' | 'pending';
}

/** What the node needs of a payment provider. */
export interface Bank {
  /** Charges once for each key, however often it is asked. @throws OnexError INVALID_STATE when it declines. */
  charge(key: string, charge: Charge): Promise<Payment>;
  /** Gives the money of an order back. @returns false where nothing was charged */
  refund(order: string): Promise<boolean>;
}

/** Register a real provider under this token before the node starts. */
export const BANK = defineToken<Bank>('Bank');

/** The provider of the container; without one, a stand-in that declines cards above 5,000. */
export function bankOf(container: Container): Bank {
  if (!container.has(BANK)) container.register(BANK, { value: sandbox() });
  return container.get(BANK);
}

function sandbox(): Bank {
  const byKey = new Map<string, Payment>();
  const charged = new Set<string>();
  return {
    async charge(key, { order, amount, method }) {
      const earlier = byKey.get(key);
      if (earlier !== undefined) return earlier;
      if (method === 'card' && Number(amount) > 5_000)
        throw new OnexError('INVALID_STATE', `The card of order ${order} was declined.`);
      const payment: Payment = { id: `pay-${order}`, status: method === 'card' ? 'authorized' : 'pending' };
      byKey.set(key, payment);
      charged.add(order);
      return payment;
    },
    refund: async (order) => charged.delete(order),
  };
}

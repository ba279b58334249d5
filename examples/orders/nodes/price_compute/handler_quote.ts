import type { OperationHandler } from 'onex-runtime';
import { ModelPriceQuoteInput, ModelPriceQuoteOutput } from '../models/index.ts';
import { cents, decimal } from './money.ts';

/** Percent that a customer of the tier pays less. */
const DISCOUNTS = { retail: 0, wholesale: 10 } as const;

/** Computes the amount that a customer pays for the lines of an order, rounded half up to whole cents. */
export class HandlerQuote implements OperationHandler<ModelPriceQuoteInput, ModelPriceQuoteOutput> {
  readonly input = ModelPriceQuoteInput;
  readonly output = ModelPriceQuoteOutput;

  handle({ lines, tier, currency }: ModelPriceQuoteInput): ModelPriceQuoteOutput {
    const discount = DISCOUNTS[tier];
    const full = lines.reduce((sum, line) => sum + cents(line.unit_price) * BigInt(line.quantity), 0n);
    const paid = (full * BigInt(100 - discount) + 50n) / 100n;
    return { amount: decimal(paid), currency, discount_percent: discount };
  }
}

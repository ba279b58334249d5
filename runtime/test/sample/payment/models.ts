import { z } from 'zod';

export const ModelPaymentConfig = z.strictObject({
  currency: z.string().length(3).default('EUR'),
  limits: z.strictObject({ max_amount: z.number().positive() }).default({ max_amount: 1_000_000 }),
});
export type PaymentConfig = z.infer<typeof ModelPaymentConfig>;

export const ModelCreateInput = z.object({
  entity_id: z.string().nullish(),
  data: z.record(z.string(), z.unknown()),
});
export const ModelCreateOutput = z.object({
  entity_id: z.string(),
  data: z.record(z.string(), z.unknown()),
  created_at: z.string(),
});
export const ModelIdInput = z.object({ entity_id: z.string() });
export const ModelDeleteOutput = z.object({ entity_id: z.string(), deleted: z.boolean() });

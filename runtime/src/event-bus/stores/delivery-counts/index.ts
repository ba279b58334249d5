/**
 * Counts how often a message was in a handler when its process ended without an orderly shutdown. The count is kept
 * outside the process, in the state store, so that a message that crashes every process which handles it is recognized.
 * A message or process that ends in an orderly way is never counted.
 */
export { createDeliveryCounts, type DeliveryCounts } from './counts.ts';
export type { DeliveryChanges, DeliveryDriver } from './driver.ts';
export { postgresDeliveries } from './postgresql.ts';
export { sqliteDeliveries } from './sqlite.ts';

import type { HandlerContext } from './handler.ts';

const told = new WeakSet<object>();

/** Warns, once for each handler, that what it answers is made up from its contract and not the work of its owner. */
export function warnOfPlaceholder(handler: object, { operation, logger }: HandlerContext): void {
  if (told.has(handler)) return;
  told.add(handler);
  logger.warn(`${operation} has no code of its own yet: its answer is a placeholder made from the contract`);
}

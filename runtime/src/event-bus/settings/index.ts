/**
 * The settings of the event bus that do not come from a contract, and their defaults. It must not read the
 * environment; `hosts/` does.
 */
export { DEFAULT_CONCURRENCY, DEFAULT_MAX_DELIVERIES, type BusSettings } from './bus-settings.ts';

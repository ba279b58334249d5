/**
 * What the event bus reports: its metrics, the shape of its logger, and how the problems of its connections appear in
 * the log. A problem is logged once while it lasts. It must not decide what to do about a problem.
 */
export { countingFlow, createBusMetrics, type BusMetrics } from './bus-metrics.ts';
export { consoleLogger, type BusLogMethod, type BusLogger } from './logger.ts';
export { problemLines } from './problem-lines.ts';

/**
 * The HTTP server for health and metrics, and the log of problems that last. A problem is logged when it begins, at
 * intervals while it lasts, and when it ends. It must not know what is measured.
 */
export {
  createMetrics,
  defineCounter,
  defineGauge,
  defineHistogram,
  type Labels,
  type Metric,
  type Metrics,
} from './metrics.ts';
export { MOST_CONNECTIONS, limitConnections } from './connection-limit.ts';
export { advertisedHealthUrl, isLoopback } from './advertised-url.ts';
export { startHealthServer, type HealthServer, type HealthServerOptions } from './server.ts';
export { LOG_AGAIN_MS, createProblemLog, type ProblemLines, type ProblemLog } from './problem-log.ts';

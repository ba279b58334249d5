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

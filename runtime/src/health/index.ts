export {
  createMetrics,
  defineCounter,
  defineGauge,
  defineHistogram,
  type Labels,
  type Metric,
  type Metrics,
} from './metrics.ts';
export { advertisedHealthUrl, isLoopback } from './advertised-url.ts';
export { startHealthServer, type HealthServer, type HealthServerOptions } from './server.ts';

export {
  createMetrics,
  defineCounter,
  defineGauge,
  defineHistogram,
  type Labels,
  type Metric,
  type Metrics,
} from './metrics.ts';

/**
 * The health of a node: readiness problems, the response of `/health`, and its metrics. Guarantees: a problem has one
 * source and is logged when it begins and when it ends.
 */
export type { HealthDetail } from './health-detail.ts';
export { CACHE, CIRCUIT, IN_FLIGHT, MESSAGES, OLDEST, OPERATION_SECONDS, RETRIES } from './node-metrics.ts';
export { LIFECYCLE, Readiness, degradationLines, readinessLines } from './readiness.ts';

export { Container, defineToken, type Provider, type Token } from './services/container.ts';
export { NodeCompute, type ComputeNodeDefinition } from './compute.ts';
export { NodeEffect } from './effect.ts';
export { fromEnvironment, type EnvironmentForm } from './services/from-environment.ts';
export type { HandlerContext, OperationHandler } from './operations/handler.ts';
export type { HealthDetail } from './health/health-detail.ts';
export type { Message, Output, OutputKind, OutputSink } from './messages/message.ts';
export { NodeBase, type NodeDefinition } from './node-base.ts';
export { LIFECYCLE } from './health/readiness.ts';
export type { OperationNodeDefinition } from './operation-node.ts';
export { markPlaceholder, missingValue, warnOfPlaceholder } from './operations/placeholder.ts';
export {
  byBackend,
  byRoute,
  RoutedHandlers,
  type HandlerRoute,
  type HandlerTable,
} from './operations/routed-handlers.ts';
export { type Settings } from './services/settings.ts';
export { defaultSettings, LOG_LEVELS } from '../settings/options.ts';
export { CONFIG, EVENT_TRANSPORT, HEALTH_URL, LOGGER, METRICS, SETTINGS } from './services/tokens.ts';

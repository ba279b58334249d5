export { Container, defineToken, type Provider, type Token } from './container.ts';
export { NodeCompute, type ComputeNodeDefinition } from './compute.ts';
export { NodeEffect } from './effect.ts';
export { fromEnvironment, type EnvironmentForm } from './from-environment.ts';
export type { HandlerContext, OperationHandler } from './handler.ts';
export type { HealthDetail } from './health-detail.ts';
export type { Message, Output, OutputKind, OutputSink } from './message.ts';
export { NodeBase, type NodeDefinition } from './node-base.ts';
export { LIFECYCLE } from './readiness.ts';
export type { OperationNodeDefinition } from './operation-node.ts';
export { markPlaceholder, missingValue, warnOfPlaceholder } from './placeholder.ts';
export {
  byBackend,
  byRoute,
  RoutedHandlers,
  type HandlerRoute,
  type HandlerTable,
} from './routed-handlers.ts';
export { defaultSettings, LOG_LEVELS, type Settings } from './settings.ts';
export { CONFIG, EVENT_TRANSPORT, HEALTH_URL, LOGGER, METRICS, SETTINGS } from './tokens.ts';

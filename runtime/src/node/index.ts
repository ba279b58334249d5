/**
 * The base classes of nodes: what every kind shares, effects, and computes. A node has exactly the operations of its
 * contract. A payload is validated before a handler gets it, and a result before it is published. It must not know the
 * transport or which store is used.
 */
export {
  Container,
  defineToken,
  type Provider,
  type Token,
  fromEnvironment,
  type EnvironmentForm,
  defaultSettings,
  LOG_LEVELS,
  type Settings,
  CONFIG,
  EVENT_TRANSPORT,
  HEALTH_URL,
  LOGGER,
  METRICS,
  SETTINGS,
} from './services/index.ts';
export { NodeCompute, type ComputeNodeDefinition } from './compute.ts';
export { NodeEffect } from './effect.ts';
export {
  type HandlerContext,
  type OperationHandler,
  markPlaceholder,
  missingValue,
  warnOfPlaceholder,
  byBackend,
  byRoute,
  RoutedHandlers,
  type HandlerRoute,
  type HandlerTable,
} from './operations/index.ts';
export { type HealthDetail, LIFECYCLE } from './health/index.ts';
export type { Message, Output, OutputKind, OutputSink } from './messages/index.ts';
export { NodeBase, type NodeDefinition } from './node-base.ts';
export type { OperationNodeDefinition } from './operation-node.ts';

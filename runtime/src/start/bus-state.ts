import { projectCommands } from '../project/index.ts';
import type { EventBusHost } from '../event-bus/index.ts';
import type { NodeBase } from '../node/index.ts';

export type BusState =
  /** The node's class does not use the event bus. */
  | 'none'
  /** The class uses the bus, but the bus or its client is not installed or did not open. */
  | 'unavailable'
  /** In memory. Nothing leaves the process. */
  | 'standalone'
  | 'kafka';

/** How a node is connected to the event bus, by its actual state and not by its settings. */
export function busState(node: NodeBase): BusState {
  if (!isHost(node)) return 'none';
  if (node.eventPublisher === undefined) return 'unavailable';
  const { kafkaServers, skipEventBus } = node.settings;
  return kafkaServers === null || skipEventBus ? 'standalone' : 'kafka';
}

/** After `initialize`: logs once what a node without a bus lacks. If a bus was configured, the node is not ready. */
export function reportBus(node: NodeBase): void {
  const { kafkaServers, skipEventBus } = node.settings;
  const wanted = kafkaServers !== null && !skipEventBus;
  const state = busState(node);
  if (state === 'none') {
    if (wanted)
      node.logger.warn('Kafka is configured, but this node has no event bus: inject one with event-bus');
    else node.logger.info('no event bus in this node');
  }
  if (state !== 'unavailable') return;
  if (wanted) {
    const problem = `Kafka is configured, but its client is not installed: run ${projectCommands(process.cwd()).add('kafkajs')}`;
    node.setReadiness('event-bus', problem);
    node.logger.error(problem);
  } else {
    node.logger.info('standalone: no event bus, because its client kafkajs is not installed');
  }
}

function isHost(node: object): node is EventBusHost {
  return 'eventPublisher' in node && 'isRunning' in node;
}

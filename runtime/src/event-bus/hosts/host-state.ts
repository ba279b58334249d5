import { isRuntimeNode } from '../../node/runtime-node.ts';
import type { EventBusHost, NodeIdentity } from './host.ts';
import type { BusLogger } from '../observability/index.ts';
import { shared } from './shared.ts';

/** One opening of the bus, from the first call until it is closed. */
export interface OpenBus {
  /** Resolves to the function that closes the bus, or to null if the bus is unavailable. */
  readonly opened: Promise<(() => Promise<void>) | null>;
  closed?: Promise<void>;
}

export interface HostState {
  /** The fields of a runtime node, which is then the host itself, or the stored ones of any other host. */
  readonly fields: EventBusHost;
  bus?: OpenBus;
  /** Kafka servers of the open bus; undefined: the bus is in memory, or not open. */
  servers?: readonly string[];
  /** Who the host is while the bus is open, and where to report problems. */
  identity?: NodeIdentity;
  logger?: BusLogger;
  wasOpened: boolean;
}

const states = shared('onex.event-bus.hosts', () => new WeakMap<object, HostState>());

export function stateOf(host: object): HostState {
  let state = states.get(host);
  if (state === undefined) {
    const fields = isRuntimeNode(host) ? (host as EventBusHost) : emptyFields();
    state = { fields, wasOpened: false };
    states.set(host, state);
  }
  return state;
}

function emptyFields(): EventBusHost {
  return {
    eventPublisher: undefined,
    bootstrapServers: undefined,
    serviceName: '',
    instanceId: undefined,
    nodeId: undefined,
    isRunning: false,
    shutdownSignal: new AbortController(),
  };
}

import type { IntrospectionReason } from '../../discovery/index.ts';
import type { EventPublisher } from '../publisher/index.ts';
import { type HostState, stateOf } from './host-state.ts';

/**
 * The event bus of one object, as it is at the time of each read. It exists before `initialize` and after `shutdown`.
 */
export interface EventBusView {
  /** Undefined while the bus is not open. */
  readonly publisher: EventPublisher | undefined;
  /** UUID. Undefined before the bus is opened for the first time. */
  readonly nodeId: string | undefined;
  /** Undefined before the bus is opened for the first time. */
  readonly serviceName: string | undefined;
  /** Undefined before the bus is opened for the first time. */
  readonly instanceId: string | undefined;
  /** Kafka servers, each `host:port`. Undefined while the bus is not open, or is in memory. */
  readonly servers: readonly string[] | undefined;
  readonly isRunning: boolean;
  /** Aborted when the bus begins to close. Opening the bus again creates another signal. */
  readonly shutdownSignal: AbortSignal;
  /** Publishes what the registry needs to know about the object. Does nothing while the bus is not open. */
  publishIntrospectionEvent(reason?: IntrospectionReason): Promise<void>;
}

const views = new WeakMap<HostState, EventBusView>();

/**
 * A view of the event bus of an object, stored by instance: a `Proxy` of the object, or an object created from it, is
 * another instance. No member of the object is read, except the public fields of a runtime node.
 */
export function eventBusOf(host: object): EventBusView {
  const state = stateOf(host);
  let view = views.get(state);
  if (view === undefined) {
    view = viewOf(state);
    views.set(state, view);
  }
  return view;
}

function viewOf(state: HostState): EventBusView {
  const { fields } = state;
  /** For a runtime node whose class has no event bus. */
  const { signal } = new AbortController();
  return Object.freeze({
    get publisher() {
      return fields.eventPublisher;
    },
    get nodeId() {
      return fields.nodeId;
    },
    get serviceName() {
      return fields.serviceName || undefined;
    },
    get instanceId() {
      return fields.instanceId;
    },
    get servers() {
      return state.servers;
    },
    get isRunning() {
      return fields.isRunning === true;
    },
    get shutdownSignal() {
      return fields.shutdownSignal?.signal ?? signal;
    },
    async publishIntrospectionEvent(reason: IntrospectionReason = 'request') {
      await fields.eventPublisher?.publishIntrospection(reason);
    },
  });
}

import type { Field } from '../field-type.ts';
import type { MessageCategory, ModelReference } from './messages.ts';
import type { CircuitBreakerPolicy, RetryPolicy } from './policies.ts';

export interface Operation {
  /** The value of the payload's `operation`, verbatim: `create`, `ledger.append`. */
  readonly name: string;
  /** Former names, which messages that are under way may still have; absent: none. */
  readonly aliases?: readonly string[];
  /** What it does in one word, such as `create`; absent: what its name says. Only generated code depends on it. */
  readonly type?: string;
  readonly description: string | null;
  /** null: the contract does not say; the payload is then an open object. */
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  readonly idempotent: boolean;
  /** Of one attempt of the handler, in ms; null: none given. */
  readonly timeoutMs: number | null;
  /** Policies of this operation alone; absent: those of the node. A circuit breaker of null is switched off. */
  readonly retry?: RetryPolicy;
  readonly circuitBreaker?: CircuitBreakerPolicy | null;
  /** Models that the contract names for this operation; absent: none. */
  readonly inputModel?: ModelReference;
  readonly outputModel?: ModelReference;
  /** The contract gives the time limit 0, which means none. */
  readonly unlimited?: true;
  /** Subscribed topics that carry this operation; empty: each subscribed topic may. */
  readonly requestTopics: readonly string[];
  /** Where its completed event goes: declared, or made by the naming rule (then with a warning). */
  readonly completedTopic: string;
  readonly failedTopic: string;
}

export type RoutingStrategy = 'operation_match' | 'payload_type_match' | 'backend_match' | 'topic_match';

/** One entry of `handler_routing.handlers`, or one made for an operation without routing. */
export interface Route {
  /** Class name in the contract (`HandlerLedgerAppend`), or null when the contract names none. */
  readonly handler: string | null;
  readonly module: string | null;
  readonly operations: readonly string[];
  readonly eventModel: ModelReference | null;
  /** `decision_store.write_decision`, or the event model's name: the envelope's `payload_type` that the route takes. */
  readonly payloadType: string | null;
  readonly eventType: string | null;
  readonly category: MessageCategory | null;
  readonly topic: string | null;
  readonly backend: string | null;
  readonly outputEvents: readonly string[];
  readonly description: string | null;
  /** Models and fields that the route gives its operation; absent: none. */
  readonly inputModel?: ModelReference;
  readonly outputModel?: ModelReference;
  readonly inputFields?: readonly Field[];
  readonly outputFields?: readonly Field[];
}

export interface Routing {
  readonly strategy: RoutingStrategy;
  readonly routes: readonly Route[];
  readonly defaultHandler: string | null;
  /** Of `backend_match`: the backend taken when the configuration names none. */
  readonly defaultBackend: string | null;
}

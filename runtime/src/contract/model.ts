/**
 * The one inner model of a contract.yaml. Every variant found in the ecosystem is normalised into it once, by the
 * reader; generator and node know no other form. Field names are camelCase here, snake_case only in the file.
 */

import type { Field } from './field-type.ts';
import type {
  Algorithm,
  Capability,
  ConfigSetting,
  Dependency,
  EnvironmentVariable,
  FeatureFlag,
} from './model/environment.ts';
import type { ContractIssue, NotationRewrite } from './model/findings.ts';
import type { NodeKind, SemanticVersion } from './model/identity.ts';
import type { StateMachine } from './model/machine.ts';
import type { ExternalTopics, IntentDeclaration, ModelReference, TopicSet } from './model/messages.ts';
import type { Operation, Routing } from './model/operations.ts';
import type {
  CachePolicy,
  CircuitBreakerPolicy,
  HealthCheck,
  Idempotency,
  RetryPolicy,
} from './model/policies.ts';
import type { Workflow } from './model/workflow.ts';
import type { YamlSource } from './yaml/index.ts';

export type { Constraints, Field, FieldType } from './field-type.ts';
export type * from './model/environment.ts';
export type * from './model/findings.ts';
export * from './model/identity.ts';
export type * from './model/machine.ts';
export type * from './model/messages.ts';
export type * from './model/operations.ts';
export type * from './model/policies.ts';
export * from './model/workflow.ts';

export interface Contract {
  /** `node_billing_payment_effect`. */
  readonly name: string;
  readonly kind: NodeKind;
  readonly contractVersion: SemanticVersion;
  readonly nodeVersion: SemanticVersion;
  readonly description: string;
  /**
   * Producer of the node's own topics: `annotations.domain`, otherwise the first topic's third segment, otherwise from
   * the name.
   */
  readonly domain: string;
  /** The name without `node_`, domain and kind: `payment` (snake case, as the contract writes it). */
  readonly baseName: string;
  readonly input: ModelReference;
  readonly output: ModelReference;
  readonly topics: TopicSet;
  /** The consumer group of the node's own topics, as the contract writes it; null: made by the rule of the runtime. */
  readonly consumerGroup: string | null;
  /** Topics that systems outside the mesh read or publish. */
  readonly externalTopics: ExternalTopics;
  /** Messages are handled one after the other (`concurrency_policy: serialized`). */
  readonly serialized: boolean;
  readonly operations: readonly Operation[];
  readonly routing: Routing;
  readonly algorithm: Algorithm | null;
  readonly stateMachine: StateMachine | null;
  readonly workflow: Workflow | null;
  readonly retry: RetryPolicy;
  readonly circuitBreaker: CircuitBreakerPolicy | null;
  readonly cache: CachePolicy | null;
  /** Of one attempt of an operation, in ms; null: none given. */
  readonly timeoutMs: number | null;
  /** The contract gives the time limit 0, which means none. */
  readonly unlimited?: true;
  /** Most worker threads in which a compute node calls its handlers; absent: none. */
  readonly workerThreads?: number;
  readonly capabilities: readonly Capability[];
  /** Booleans and extras for `declared_capabilities` of the introspection event. */
  readonly declaredCapabilities: Readonly<Record<string, unknown>>;
  readonly intents: readonly IntentDeclaration[];
  /** Model of a reducer's state, where the contract names one. */
  readonly stateModel: ModelReference | null;
  readonly healthCheck: HealthCheck | null;
  readonly idempotency: Idempotency | null;
  readonly featureFlags: readonly FeatureFlag[];
  readonly settings: readonly ConfigSetting[];
  readonly environment: readonly EnvironmentVariable[];
  readonly dependencies: readonly Dependency[];
  readonly tags: readonly string[];
  /** Named models given inline by `definitions` or JSON Schema. */
  readonly definitions: Readonly<Record<string, readonly Field[]>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** sha256 of the file's text, hex. */
  readonly hash: string;
}

/** What reading a contract gives: a model, or errors. Warnings may come with either. */
export interface ContractReading {
  /** As given by the caller, for messages. */
  readonly file: string;
  readonly contract: Contract | null;
  readonly issues: readonly ContractIssue[];
  /** Types that are not in the contract's own notation. */
  readonly rewrites: readonly NotationRewrite[];
  /** The YAML text as read, without BOM. */
  readonly text: string;
  /** Its values, and the position of each. */
  readonly source: YamlSource;
}

/**
 * The one inner model of a contract.yaml. Every variant found in the ecosystem is normalised into it once, by the
 * reader; generator and node know no other form. Field names are camelCase here, snake_case only in the file.
 */

import type { Field, FieldType } from './field-type.ts';
import type { YamlSource } from './yaml/parse.ts';

export type { Constraints, Field, FieldType } from './field-type.ts';

/** The four kinds of node (wire format: lowercase, as in introspection events). */
export type NodeKind = 'effect' | 'orchestrator' | 'compute' | 'reducer';
export const NODE_KINDS: readonly NodeKind[] = ['effect', 'orchestrator', 'compute', 'reducer'];

export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** 1-based line and column in the contract's text. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A key path such as `['io_operations', 0, 'operation']`. */
export type KeyPath = readonly (string | number)[];

/** How grave a finding is. Error: the contract cannot be used. Warning: something has no effect, or not the one written. Note: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Whose contract it is. What is almost a known word is a mistake in the project's own contract, which its owner can
 * correct; in one from elsewhere it may be a word of another tool.
 */
export type Origin = 'project' | 'foreign';

/** A finding at a place of the contract. */
export interface ContractIssue {
  readonly severity: Severity;
  /** What was written is almost a known word, and probably meant to be it. */
  readonly mistake?: true;
  /** What is wrong, what was expected, what was found: one line, no position in it. */
  readonly message: string;
  readonly path: KeyPath;
  readonly position: Position;
}

/** A model named by a contract: `demo.models.ModelX` or `{name, module, description}`. */
export interface ModelReference {
  readonly name: string;
  readonly module: string | null;
  readonly description: string | null;
  /** Names of the models of a union, whose first is `name`. */
  readonly members?: readonly string[];
}

export type MessageCategory = 'COMMAND' | 'EVENT' | 'INTENT';

/** A topic, exactly as the contract writes it. */
export interface TopicReference {
  readonly topic: string;
  readonly eventType: string | null;
  /** From the contract, else from the topic's second segment; null for dlq, snapshot and foreign names. */
  readonly category: MessageCategory | null;
  readonly description: string | null;
  /** Fields of its messages, where `published_events` lists them. */
  readonly fields?: readonly Field[];
  /** How `--create-topics` creates it, where the contract says so. */
  readonly config?: TopicConfig;
}

/** How a topic is created; null: the broker's default. */
export interface TopicConfig {
  readonly partitions: number | null;
  readonly replication: number | null;
  /** Settings of Kafka, such as `retention.ms`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Topics that systems outside the mesh read or publish. */
export interface ExternalTopics {
  readonly consumed: readonly string[];
  readonly produced: readonly string[];
}

export interface TopicSet {
  readonly subscribe: readonly TopicReference[];
  readonly publish: readonly TopicReference[];
  /** As declared; else, by the naming rule, one for each kind of message that the node subscribes to. */
  readonly deadLetter: readonly string[];
}

export interface Operation {
  /** The value of the payload's `operation`, verbatim: `create`, `ledger.append`. */
  readonly name: string;
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

/** `x is_present`, `x is_valid`, comparisons, lengths, contents, safe patterns; what is not understood is a guard for the owner to write, by name. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not_in';

export type Condition =
  | { readonly kind: 'present' | 'absent' | 'valid'; readonly field: string }
  /** Of a text or a list. */
  | { readonly kind: 'min_length' | 'max_length'; readonly field: string; readonly length: number }
  /** Python's text of the value has this within it. */
  | { readonly kind: 'contains'; readonly field: string; readonly value: unknown }
  /** `source` is JavaScript's, for the flag `u`; a text of more than `longest` UTF-16 units never matches. */
  | {
      readonly kind: 'matches';
      readonly field: string;
      readonly source: string;
      readonly longest: number | null;
    }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: Comparison;
      /** `String(value)` is what the contract says, letter by letter; of a list, each item's. */
      readonly value: unknown;
    }
  | {
      readonly kind: 'compare_fields';
      readonly field: string;
      readonly operator: Comparison;
      /** The field on the right-hand side. */
      readonly other: string;
    }
  | { readonly kind: 'guard'; readonly name: string; readonly expression: string };

export interface TransitionCondition {
  readonly condition: Condition;
  readonly required: boolean;
}

export type ActionType = 'intent_emission' | 'state_update' | 'other';

export interface MachineAction {
  readonly name: string;
  readonly type: ActionType;
}

export interface MachineState {
  readonly name: string;
  readonly description: string | null;
  readonly terminal: boolean;
  readonly entry: readonly MachineAction[];
  readonly exit: readonly MachineAction[];
  readonly requiredData: readonly string[];
}

export interface MachineTransition {
  /** `*` for a wildcard. */
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly conditions: readonly TransitionCondition[];
  readonly actions: readonly MachineAction[];
  readonly description: string | null;
}

export interface StateMachine {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly MachineState[];
  readonly transitions: readonly MachineTransition[];
  readonly persistent: boolean;
}

/** A step of an orchestrator's workflow: one command sent to one node, one completed or failed event awaited. */
export interface WorkflowStep {
  readonly id: string;
  readonly description: string | null;
  readonly kind: NodeKind | null;
  /** Name of the node that does the step (`node_billing_payment_effect`), where the contract says it. */
  readonly node: string | null;
  readonly operation: string | null;
  readonly dependsOn: readonly string[];
  readonly condition: string | null;
  /** Topics: declared, or made by the naming rule (then with a warning). */
  readonly commandTopic: string;
  readonly completedTopic: string;
  readonly failedTopic: string;
  /** Models of the command's and the completed event's payload, where the routing names them. */
  readonly commandModel: string | null;
  readonly resultModel: string | null;
  readonly timeoutMs: number | null;
  readonly maxRetries: number | null;
  /** Operation of the same node that undoes this step; null: nothing to undo. */
  readonly compensation: string | null;
  /** Operations of the orchestrator that run this step; empty: all of them do. */
  readonly forOperations: readonly string[];
}

export type RecoveryStrategy = 'fail_fast' | 'compensate' | 'continue';

export const WORKFLOW_EVENTS = [
  'workflow-started',
  'workflow-completed',
  'workflow-failed',
  'stage-started',
  'stage-completed',
  'stage-failed',
] as const;
export type WorkflowEvent = (typeof WORKFLOW_EVENTS)[number];

export interface Workflow {
  readonly name: string;
  readonly description: string | null;
  readonly steps: readonly WorkflowStep[];
  readonly mode: 'sequential' | 'parallel';
  readonly maxParallel: number;
  readonly recovery: RecoveryStrategy;
  /** Of each step that sets none of its own. */
  readonly maxRetries: number;
  /** Of the whole workflow. */
  readonly timeoutMs: number | null;
  /** Where the six workflow events go. */
  readonly eventTopics: Readonly<Record<WorkflowEvent, string>>;
  /** Subscribed events that answer no step and start nothing: the orchestrator passes them over. */
  readonly unboundEvents?: readonly string[];
}

export interface RetryPolicy {
  /** Retries after the first attempt. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  readonly exponentialBase: number;
  /** Error codes or names; empty: every error that is not a content error. */
  readonly retryOn: readonly string[];
}

export interface CircuitBreakerPolicy {
  readonly failureThreshold: number;
  readonly timeoutMs: number;
}

export interface CachePolicy {
  readonly maxEntries: number;
  readonly ttlMs: number | null;
}

export interface Capability {
  readonly name: string;
  readonly description: string | null;
}

export interface FeatureFlag {
  readonly name: string;
  readonly description: string | null;
  readonly environmentVariable: string | null;
  readonly default: boolean;
}

/** A variable of the environment that a node's code reads. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly description: string | null;
  readonly required: boolean;
}

/** A setting that a contract gives the node's configuration. */
export interface ConfigSetting {
  /** The key, verbatim (any string). */
  readonly name: string;
  readonly description: string | null;
  readonly type: FieldType;
  /** JSON value; undefined where the contract gives none. */
  readonly default?: unknown;
  /** Where the value comes from, when the configuration does not say it. */
  readonly environmentVariable: string | null;
  /** Without a default, and needed. */
  readonly required: boolean;
  /** Never logged or shown. */
  readonly secret?: true;
}

/** An intent a reducer declares under `intent_emission`. */
export interface IntentDeclaration {
  /** `postgres.upsert_registration`. */
  readonly type: string;
  readonly payloadModel: ModelReference | null;
  readonly targetPattern: string | null;
  readonly description: string | null;
}

export interface HealthCheck {
  readonly enabled: boolean;
  readonly intervalMs: number | null;
  readonly timeoutMs: number | null;
  readonly checks: readonly { readonly name: string; readonly critical: boolean }[];
}

export interface Idempotency {
  readonly enabled: boolean;
  /** Fields of the payload whose values name a message; empty: its envelope_id does. */
  readonly hashFields: readonly string[];
}

/** A compute's algorithm; its weights sum to 1 in a strict contract. */
export interface Algorithm {
  readonly type: string;
  readonly factors: readonly {
    readonly name: string;
    readonly weight: number;
    readonly method: string | null;
  }[];
}

export interface Dependency {
  /** Python imports it, so the container of a node here has no token for it. */
  readonly pythonImport?: true;
  readonly name: string;
  readonly type: string | null;
  readonly module: string | null;
  readonly required: boolean;
  readonly description: string | null;
}

export interface Contract {
  /** `node_billing_payment_effect`. */
  readonly name: string;
  readonly kind: NodeKind;
  readonly contractVersion: SemanticVersion;
  readonly nodeVersion: SemanticVersion;
  readonly description: string;
  /** Producer of the node's own topics: `annotations.domain`, else the first topic's third segment, else from the name. */
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

/** A type in TypeScript's notation, and what it is in the contract's. */
export interface NotationRewrite {
  /** Of the scalar, whose end `from` is: `string[]`, or `lines: string[]` in quotes. */
  readonly path: KeyPath;
  readonly from: string;
  readonly to: string;
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

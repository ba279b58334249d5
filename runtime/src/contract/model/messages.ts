import type { Field } from '../field-type.ts';

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
  /** From the contract, otherwise from the topic's second segment; null for dlq, snapshot and foreign names. */
  readonly category: MessageCategory | null;
  readonly description: string | null;
  /** Fields of its messages, where the contract lists them beside the topic. */
  readonly fields?: readonly Field[];
  /** Model of its payload, where the contract names one beside the topic. */
  readonly model?: ModelReference;
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

/** An intent a reducer declares under `intent_emission`. */
export interface IntentDeclaration {
  /** `postgres.upsert_registration`. */
  readonly type: string;
  readonly payloadModel: ModelReference | null;
  readonly targetPattern: string | null;
  readonly description: string | null;
}

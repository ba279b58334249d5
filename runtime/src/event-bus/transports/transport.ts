import type { ConsumerCondition } from '../readiness/index.ts';

/** A record to be appended to a topic. Strings are UTF-8. */
export interface OutboundRecord {
  readonly topic: string;
  /** Records of one key keep their order; null: any partition. */
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record as it was read from a topic. */
export interface InboundRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Differs between records at the same place of a topic that was deleted and created again; Kafka only. */
  readonly incarnation?: string;
  /** The record was too large to be unpacked: `value` is its beginning, and this is what it was. */
  readonly cutOff?: { readonly bytes: number; readonly sha256: string };
}

export interface SubscribeOptions {
  /** Members of one group share the partitions; each group sees every record. */
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Where a group without offsets starts. */
  readonly from: 'earliest' | 'latest';
  /**
   * A group without offsets begins where the groups whose names begin so have stopped, such as those of earlier
   * versions: in each partition, after the last record that any of them has handled.
   */
  readonly takeOver?: string;
  /**
   * While a group of `takeOver` has members and this group was never used, join that one. Two groups would handle
   * every record twice. Kafka only.
   */
  readonly joinEarlier?: boolean;
  /** Version of the node. Records go to the members of the newest version; without versions, to all members. */
  readonly version?: string;
  /** Called with the versions of the group's members, the newest first, whenever they change. */
  readonly onVersions?: (versions: readonly string[]) => void;
  /**
   * Called for the records of one key one after another, in their order; for those of different keys possibly at
   * once. When it resolves the record counts as done, and its offset is
   * committed; when it throws, the record is delivered again after a pause. The signal says that the subscription is
   * stopping: waits should end, work in progress should be finished.
   */
  readonly handle: (record: InboundRecord, signal: AbortSignal) => Promise<void>;
  /** Called for each failure of `handle` and of the transport itself. */
  readonly onError?: (error: unknown) => void;
  /**
   * Called with the reason why a condition of `CONSUMER_CONDITIONS` does not hold, and with null when it holds again.
   * Each condition is reported by one owner, who alone can clear it.
   */
  readonly onProblem?: (problem: string | null, condition: ConsumerCondition) => void;
  /** Called with the partitions that this member gained and lost, whenever its share may have changed. */
  readonly onAssignment?: (change: AssignmentChange) => void;
  /** Called once for a topic that changed while it was consumed: partitions were added, or its log begins again. */
  readonly onTopicChange?: (change: string) => void;
  /** Called with the number of unhandled records of a partition, and null when it is no longer this member's; Kafka only. */
  readonly onLag?: (topic: string, partition: number, records: number | null) => void;
}

/** What one member of a group gained and lost when partitions were assigned. Partitions are `topic/number`. */
export interface AssignmentChange {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Partitions that the member has now. */
  readonly assigned: readonly string[];
}

export interface Subscription {
  /**
   * Leaves the group, so that others get its partitions, and joins it again after `ms`. Records in progress are finished
   * before it leaves. Resolves when it has joined again or was stopped.
   */
  rest(ms: number): Promise<void>;
  /** Final: takes no more records, waits for those in progress, commits, leaves the group. */
  stop(): Promise<void>;
}

export interface HiddenTopics {
  /** Who the client is to the bus. */
  readonly principal: string;
  readonly topics: readonly string[];
}

/** The port of the event bus: a partitioned log with consumer groups, in-memory or Kafka. */
export interface EventTransport {
  /** Names it in logs. */
  readonly kind: string;
  /**
   * Whether acknowledged records outlive every process of the mesh. What is remembered of them must then do so too:
   * answers are stored on disk.
   */
  readonly durable: boolean;
  /**
   * Whether it may be unavailable when a host opens. The host then opens in the background, and is not ready until it
   * is connected.
   */
  readonly opensInBackground: boolean;
  /** How long `publish` repeats failed attempts itself, in ms; absent: it makes one attempt. */
  readonly publishDeadlineMs?: number;
  /** @throws OnexError EVENT_BUS_ERROR when the bus cannot be reached. Connecting twice is harmless. */
  connect(): Promise<void>;
  /** Resolves when every record is acknowledged by the bus. @throws OnexError EVENT_BUS_ERROR. */
  publish(records: readonly OutboundRecord[]): Promise<void>;
  /** Which of these topics do not exist, after making them where that is allowed. @throws OnexError EVENT_BUS_ERROR. */
  missingTopics(topics: readonly string[]): Promise<readonly string[]>;
  /**
   * Those of the missing topics that may exist, because `principal` has no right to see them. Absent: nobody needs
   * rights. @throws OnexError EVENT_BUS_ERROR.
   */
  hiddenTopics?(topics: readonly string[]): Promise<HiddenTopics>;
  /**
   * How long a record of each topic can stay on it, in ms; null: without a limit. Absent: records do not outlive the
   * process. @throws OnexError EVENT_BUS_ERROR, also when the right to read it is missing.
   */
  retentionMs?(topics: readonly string[]): Promise<ReadonlyMap<string, number | null>>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Stops every subscription, then disconnects. */
  close(): Promise<void>;
}

import type { ConsumerCondition } from '../readiness/index.ts';

/** A record to append to a topic. Strings are UTF-8. */
export interface OutboundRecord {
  readonly topic: string;
  /** Records with the same key stay in order. Null: any partition. */
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record that was read from a topic. */
export interface InboundRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Differs between records at the same offset of a topic that was deleted and created again. Kafka only. */
  readonly incarnation?: string;
  /** Set if the record was too large to be unpacked: `value` is its beginning, and this describes the original. */
  readonly cutOff?: { readonly bytes: number; readonly sha256: string };
}

export interface SubscribeOptions {
  /** Members of one group share the partitions. Each group receives every record. */
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Where a group without offsets starts. */
  readonly from: 'earliest' | 'latest';
  /**
   * Prefix of the names of groups, such as those of earlier versions, at whose offsets a group without offsets begins:
   * in each partition, after the last record that any of them has handled.
   */
  readonly takeOver?: string;
  /**
   * While a group of `takeOver` has members and this group was never used, joins that one. Two groups would handle
   * every record twice. Kafka only.
   */
  readonly joinEarlier?: boolean;
  /** Version of the node. Records go to the members of the newest version. Without versions, they go to all members. */
  readonly version?: string;
  /** Called with the versions of the group's members, the newest first, whenever they change. */
  readonly onVersions?: (versions: readonly string[]) => void;
  /**
   * Called for the records of one key one after another, in order. Calls for different keys may run concurrently. When
   * it resolves, the record counts as done, and its offset is committed. When it throws, the record is delivered again
   * after a pause. The signal is aborted when the subscription stops: waits should end, and work in progress should be
   * finished.
   */
  readonly handle: (record: InboundRecord, signal: AbortSignal) => Promise<void>;
  /** Called for each failure of `handle` and of the transport itself. */
  readonly onError?: (error: unknown) => void;
  /**
   * Called with the reason why a condition of `CONSUMER_CONDITIONS` does not hold, and with null when it holds again.
   * Each condition is reported by one owner, which alone can clear it.
   */
  readonly onProblem?: (problem: string | null, condition: ConsumerCondition) => void;
  /** Called with the partitions that this member gained and lost, whenever its share may have changed. */
  readonly onAssignment?: (change: AssignmentChange) => void;
  /** Called once for a topic that changed while it was consumed: partitions were added, or a log begins again. */
  readonly onTopicChange?: (change: string) => void;
  /**
   * Called with the number of unhandled records of a partition, and with null when it no longer belongs to this member.
   * Kafka only.
   */
  readonly onLag?: (topic: string, partition: number, records: number | null) => void;
}

/** The partitions that one member of a group gained and lost in an assignment, as `topic/number`. */
export interface AssignmentChange {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Partitions of the member now. */
  readonly assigned: readonly string[];
}

export interface Subscription {
  /**
   * Leaves the group, which passes its partitions to others, and joins it again after `ms`. Records in progress are
   * finished before it leaves. Resolves when it has joined again or was stopped.
   */
  rest(ms: number): Promise<void>;
  /** Final: takes no more records, waits for those in progress, commits, and leaves the group. */
  stop(): Promise<void>;
}

export interface HiddenTopics {
  /** The principal of the client on the bus. */
  readonly principal: string;
  readonly topics: readonly string[];
}

/** The port of the event bus: a partitioned log with consumer groups, in memory or on Kafka. */
export interface EventTransport {
  /** Name of the transport in logs. */
  readonly kind: string;
  /**
   * Whether acknowledged records survive the end of every process of the mesh. If so, the memory of them must survive
   * too, so answers are stored on disk.
   */
  readonly durable: boolean;
  /**
   * Whether the transport may be unavailable when a host opens. The host then opens in the background, and is not ready
   * until it is connected.
   */
  readonly opensInBackground: boolean;
  /** How long `publish` repeats failed attempts itself, in ms. If absent, it makes one attempt. */
  readonly publishDeadlineMs?: number;
  /** @throws OnexError EVENT_BUS_ERROR if the bus is unreachable. Connecting twice is harmless. */
  connect(): Promise<void>;
  /** Resolves when the bus has acknowledged every record. @throws OnexError EVENT_BUS_ERROR. */
  publish(records: readonly OutboundRecord[]): Promise<void>;
  /**
   * The given topics that do not exist, after creating them where that is allowed. @throws OnexError EVENT_BUS_ERROR.
   */
  missingTopics(topics: readonly string[]): Promise<readonly string[]>;
  /**
   * The missing topics that may exist, because `principal` has no right to see them. Absent if no rights are needed.
   * @throws OnexError EVENT_BUS_ERROR.
   */
  hiddenTopics?(topics: readonly string[]): Promise<HiddenTopics>;
  /**
   * How long a record can stay on each topic, in ms. Null if there is no limit. Absent if records are lost with the
   * process. @throws OnexError EVENT_BUS_ERROR, also if the right to read it is missing.
   */
  retentionMs?(topics: readonly string[]): Promise<ReadonlyMap<string, number | null>>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Stops every subscription, then disconnects. */
  close(): Promise<void>;
}

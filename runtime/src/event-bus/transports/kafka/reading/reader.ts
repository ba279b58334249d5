import { NodeFault } from '../../../../errors/index.ts';
import type { InboundRecord } from '../../transport.ts';
import { type KafkaClient, type KafkaClientOptions, createKafkaClient } from '../client/index.ts';
import { type RightsNeeded, missingRights, rightsText } from '../cluster/index.ts';
import { toBusError } from '../kafkajs/index.ts';
import { type Following, type PartitionRange, follow, openLog, rangesOf, readPartition } from './index.ts';

export interface FollowTopicsOptions {
  readonly topics: readonly string[];
  /** If it returns a promise, nothing more is read until the promise is resolved. */
  readonly onRecord: (record: InboundRecord) => unknown;
  /** Begins with the first record, or with the records that are published from now on. */
  readonly from: 'start' | 'now';
  /** Called when an outage lasts, and with null when it is over. */
  readonly onTrouble?: (error: Error | null) => void;
}

/**
 * Reads topics without a consumer group. It commits no offset, and leaves nothing behind on the broker. All methods
 * throw OnexError EVENT_BUS_ERROR.
 */
export interface KafkaReader {
  /** Names of all topics that the client may see. */
  topics(): Promise<readonly string[]>;
  /** The partitions of topics, each with the offsets of its records. @throws also if a right to read is missing. */
  ranges(topics: readonly string[]): Promise<readonly PartitionRange[]>;
  /** The records of a range in order, fetched as the caller takes them, `pageBytes` at a time. Default 1 MiB. */
  records(range: PartitionRange, pageBytes?: number): AsyncIterable<InboundRecord>;
  /**
   * Follows topics until it is stopped. Resolves once the start offsets are settled. From then on, nothing is missed.
   */
  follow(options: FollowTopicsOptions): Promise<Following>;
  /**
   * One line that names the required rights that are missing, and who lacks them. Null if none is missing. A broker
   * does not report whether a topic exists that the client may not see.
   */
  missingRights(needed: RightsNeeded): Promise<string | null>;
  /** Ends all reading, and closes the connections. */
  close(): Promise<void>;
}

/** @throws OnexError CONFIGURATION_ERROR if TLS or SASL is configured wrongly. */
export async function createKafkaReader(options: KafkaClientOptions): Promise<KafkaReader> {
  return readerOf(await createKafkaClient(options));
}

/** Reads through an existing client. */
export function readerOf(client: KafkaClient): KafkaReader {
  const log = openLog(client);
  const followings = new Set<Following>();
  const where = `Kafka at ${client.servers.join(', ')}`;
  const asBus = async <T>(work: () => Promise<T>, doing: string): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toBusError(error, doing);
    }
  };
  const requireRights = async (topics: readonly string[]): Promise<void> => {
    // If the broker does not report the rights, a fetch without the right fails.
    const view = await log.view();
    const missing = topics.length === 0 ? [] : await missingRights(view, { read: topics }).catch(() => []);
    if (missing.length > 0) throw new NodeFault('EVENT_BUS_ERROR', rightsText(client.principal, missing));
  };
  const ranges = (topics: readonly string[]): Promise<readonly PartitionRange[]> =>
    asBus(async () => {
      await requireRights(topics);
      return rangesOf(log, topics);
    }, where);
  async function* records(
    range: PartitionRange,
    pageBytes?: number,
  ): AsyncGenerator<InboundRecord, void, undefined> {
    try {
      yield* readPartition(log, range, pageBytes);
    } catch (error) {
      throw toBusError(error, `reading ${range.topic} failed`);
    }
  }
  return {
    ranges,
    records,
    topics: () =>
      asBus(async () => {
        const view = await log.view();
        return view.topics();
      }, where),
    missingRights: (needed) =>
      asBus(async () => {
        const missing = await missingRights(await log.view(), needed);
        return missing.length === 0 ? null : rightsText(client.principal, missing);
      }, 'asking for rights failed'),
    async follow({ topics, from, onRecord, onTrouble }) {
      await asBus(() => requireRights(topics), where);
      const following = follow(log, { onRecord, onTrouble });
      followings.add(following);
      try {
        await following.add(topics, from);
      } catch (error) {
        following.stop();
        followings.delete(following);
        throw error;
      }
      return following;
    },
    async close() {
      for (const following of followings) following.stop();
      await log.close();
    },
  };
}

import { NodeFault } from '../../../../errors/index.ts';
import type { InboundRecord } from '../../transport.ts';
import { type KafkaClient, type KafkaClientOptions, createKafkaClient } from '../client/index.ts';
import { type RightsNeeded, missingRights, rightsText } from '../consumer/membership/index.ts';
import { toBusError } from '../kafkajs/index.ts';
import { type Following, type PartitionRange, follow, openLog, rangesOf, readPartition } from './index.ts';

export interface FollowTopicsOptions {
  readonly topics: readonly string[];
  /** When it returns a promise, nothing further is read until that is resolved. */
  readonly onRecord: (record: InboundRecord) => unknown;
  /** Begin with the first record, or with what is published from now on. */
  readonly from: 'start' | 'now';
  /** Called when an outage lasts, and with null when it is over. */
  readonly onTrouble?: (error: Error | null) => void;
}

/**
 * Reads topics without a consumer group: it commits no offset, and leaves nothing behind on the broker. All methods throw
 * OnexError EVENT_BUS_ERROR.
 */
export interface KafkaReader {
  /** Names of all topics that the client may see. */
  topics(): Promise<readonly string[]>;
  /** The partitions of topics, each with the offsets of its records. @throws also when a right to read is missing. */
  ranges(topics: readonly string[]): Promise<readonly PartitionRange[]>;
  /** The records of a range, in their order, fetched as they are taken, `pageBytes` at a time; default 1 MiB. */
  records(range: PartitionRange, pageBytes?: number): AsyncIterable<InboundRecord>;
  /** Follows topics until it is stopped. Resolves once it is settled where to begin: from then on nothing is missed. */
  follow(options: FollowTopicsOptions): Promise<Following>;
  /**
   * One line that names the rights that are needed and missing, and who lacks them; null: none is missing. A broker does
   * not say whether a topic exists that the client may not see.
   */
  missingRights(needed: RightsNeeded): Promise<string | null>;
  /** Ends everything that is being read, and the connections. */
  close(): Promise<void>;
}

/** @throws OnexError CONFIGURATION_ERROR when TLS or SASL are configured wrongly. */
export async function createKafkaReader(options: KafkaClientOptions): Promise<KafkaReader> {
  return readerOf(await createKafkaClient(options));
}

/** Reads through a client that exists. */
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
    // If the broker does not say, the fetch fails without the right.
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

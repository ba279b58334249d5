import { randomUUID } from 'node:crypto';
import type { Admin, EachBatchPayload } from 'kafkajs';
import { NodeFault } from '../../errors/index.ts';
import { monotonicNow } from '../../values/index.ts';
import type { InboundRecord } from '../transport.ts';
import { within } from '../within.ts';
import { type KafkaClient, type KafkaClientOptions, createKafkaClient } from './client.ts';
import {
  type ClusterView,
  type RightsNeeded,
  askForRights,
  captureCluster,
  missingRights,
  rightsText,
} from './consumer/index.ts';
import { toBusError } from './kafka-error.ts';
import { toInboundRecord } from './records.ts';

export interface ReadOptions {
  readonly topics: readonly string[];
  /** Begin with the oldest record, or with what comes from now on. */
  readonly from: 'start' | 'now';
  /** Go on with what comes; else the reading ends with the records that are there now. */
  readonly follow: boolean;
  /** When it returns a promise, nothing further is read until that is resolved. */
  readonly onRecord: (record: InboundRecord) => unknown;
  /** Told that the broker was lost; the reading goes on when it is back. */
  readonly onTrouble?: (error: Error) => void;
}

export interface OpenReading {
  /** When everything asked for is read, or the reading was stopped. @throws OnexError EVENT_BUS_ERROR. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Reads topics as an onlooker: no offset is committed, and the group it needs is gone afterwards. */
export interface KafkaReader {
  /** Names of all topics. */
  topics(): Promise<readonly string[]>;
  /** Resolves once it is settled where to begin: from then on nothing is missed. */
  read(options: ReadOptions): Promise<OpenReading>;
  /**
   * One line that names the rights that are needed and missing, and who lacks them; null: none is missing. A broker does
   * not tell whether a topic exists that the client may not see. @throws OnexError EVENT_BUS_ERROR.
   */
  missingRights(needed: RightsNeeded): Promise<string | null>;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  next: bigint;
  /** Of the record that comes after the last one that is there now. */
  readonly end: bigint;
}

/** A tail of control records, or what compaction took, is never handed out: so long without anything is the end. */
const IDLE_MS = 10_000;
/** Between two heartbeats while a record is not taken; well below the session timeout. */
const HEARTBEAT_MS = 2000;

/** @throws OnexError CONFIGURATION_ERROR when TLS or SASL are configured wrongly. */
export async function createKafkaReader(options: KafkaClientOptions): Promise<KafkaReader> {
  return readerOf(await createKafkaClient(options));
}

/** Reads through a client that exists. */
export function readerOf(client: KafkaClient): KafkaReader {
  return {
    topics: () => client.withAdmin((admin) => admin.listTopics()),
    async missingRights(needed) {
      try {
        const missing = await askForRights(client, needed);
        return missing.length === 0 ? null : rightsText(client.principal, missing);
      } catch (error) {
        throw toBusError(error, 'asking for rights failed');
      }
    },
    async read(wanted) {
      const places = await client.withAdmin((admin) => findPlaces(admin, wanted));
      const finished = places.size === 0 || (!wanted.follow && isRead(places));
      return finished ? { ended: Promise.resolve(), stop: async () => {} } : follow(client, wanted, places);
    },
  };
}

async function findPlaces(admin: Admin, { topics, from }: ReadOptions): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const topic of new Set(topics)) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const end = BigInt(high);
      places.set(`${topic}/${partition}`, {
        topic,
        partition,
        next: from === 'start' ? BigInt(low) : end,
        end,
      });
    }
  }
  return places;
}

function isRead(places: ReadonlyMap<string, Place>): boolean {
  return [...places.values()].every(({ next, end }) => next >= end);
}

async function follow(
  { kafka, library, principal, withAdmin }: KafkaClient,
  wanted: ReadOptions,
  places: ReadonlyMap<string, Place>,
): Promise<OpenReading> {
  const groupId = `onex-cli-${randomUUID()}`;
  let view: ClusterView | null = null;
  const consumer = kafka.consumer({
    groupId,
    partitionAssigners: [
      captureCluster(library.PartitionAssigners.roundRobin, (captured) => (view = captured)),
    ],
    maxWaitTimeInMs: 250,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 2000, retries: 10, restartOnFailure: async () => true },
  });
  const over = Promise.withResolvers<void>();
  let last = monotonicNow();

  // It is the only member, so every partition is its own, after each time it had to join again as well.
  consumer.on(consumer.events.GROUP_JOIN, () => {
    last = monotonicNow();
    for (const { topic, partition, next } of places.values()) {
      consumer.seek({ topic, partition, offset: String(next) });
    }
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    const error = toBusError(payload.error, 'reading was interrupted');
    if (payload.restart) wanted.onTrouble?.(error);
    else over.reject(error);
  });
  consumer.on(consumer.events.FETCH, () => {
    if (!wanted.follow && monotonicNow() - last > IDLE_MS) over.resolve();
  });

  const take = async ({ batch, isStale, isRunning, heartbeat }: EachBatchPayload): Promise<void> => {
    const place = places.get(`${batch.topic}/${batch.partition}`);
    if (place === undefined) return;
    for (const message of batch.messages) {
      if (isStale() || !isRunning()) return;
      const offset = BigInt(message.offset);
      if (offset < place.next || (!wanted.follow && offset >= place.end)) continue;
      const taken = wanted.onRecord(toInboundRecord(batch.topic, batch.partition, message));
      place.next = offset + 1n;
      // However long it takes, the only member of the group has to stay in it.
      if (!(taken instanceof Promise)) continue;
      while (!(await within(HEARTBEAT_MS, taken)) && isRunning()) await heartbeat();
    }
    const after = BigInt(batch.lastOffset()) + 1n;
    if (after > place.next) place.next = after;
    last = monotonicNow();
    if (!wanted.follow && isRead(places)) over.resolve();
  };

  const topics = [...new Set(wanted.topics)];
  const fail = (error: unknown): void =>
    over.reject(toBusError(error, `reading ${topics.join(', ')} failed`));
  const prepare = async (): Promise<boolean> => {
    await consumer.connect();
    // The client would try again without end, and never say what is missing. Without an answer, it may.
    const needed = { groups: [groupId], read: topics };
    const missing = view === null ? [] : await missingRights(view, needed).catch(() => []);
    if (missing.length > 0) throw new NodeFault('EVENT_BUS_ERROR', rightsText(principal, missing));
    return true;
  };
  const join = async (): Promise<void> => {
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: take });
  };
  const isPrepared = await prepare().catch((error: unknown) => {
    fail(error);
    return false;
  });
  const joining = isPrepared ? join().catch(fail) : Promise.resolve();
  const close = async (): Promise<void> => {
    await joining;
    await consumer.stop().catch(() => {});
    await consumer.disconnect().catch(() => {});
    if (isPrepared) await withAdmin((admin) => admin.deleteGroups([groupId])).catch(() => {});
  };
  const ended = over.promise.finally(close);
  // Whoever stops it may never ask how it ended.
  ended.catch(() => {});
  return {
    ended,
    async stop() {
      over.resolve();
      await ended.catch(() => {});
    },
  };
}

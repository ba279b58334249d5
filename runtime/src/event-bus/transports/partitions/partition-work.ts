import type { InboundRecord } from '../transport.ts';
import { type Lane, createLanes } from './lane.ts';

/** Maximum number of offsets between the first record that is not done and the last fetched one. */
export const LOOK_AHEAD = 10_000;
/** Number of waiting records in memory at which fetching stops. */
export const MOST_WAITING = 1000;

export interface PartitionWorkOptions {
  /** Maximum number of records in progress at once. */
  readonly concurrency: number;
  /** Aborted when the consumer stops. No record is begun any more. */
  readonly stopping: AbortSignal;
  /**
   * Handles one record until it is done. False if it was not done. The signal is aborted if the record should not be
   * waited for.
   */
  readonly handle: (record: InboundRecord, signal: AbortSignal) => Promise<boolean>;
  /** More records are done than before. */
  readonly onDone: () => void;
}

/** The records of one partition, from the fetch until they are done. */
export interface PartitionWork {
  /**
   * Takes records in the order of their offsets. Records that it already has are left out. `end` is the last offset
   * that the batch covers, because transaction markers come after its last record.
   */
  add(records: readonly InboundRecord[], end: bigint): void;
  /** The offset of the first record that is not done. Null before any record was taken. */
  position(): bigint | null;
  /** The position, if it has moved. Null if there is nothing new to commit. */
  committable(): bigint | null;
  /** Begins no record until `resume`. */
  hold(): void;
  resume(): void;
  /**
   * The partition belongs to another member. Begins no more records, and notifies the handlers of those in progress.
   */
  lose(): void;
  isLost(): boolean;
  hasRoom(): boolean;
  /** Resolves when more should be fetched, and when the partition is lost. */
  room(): Promise<void>;
  /** Number of records in handlers. */
  active(): number;
}

interface Entry {
  readonly offset: bigint;
  /**
   * Null if there is none, and when it is done, because a finished record need not stay in memory behind an unfinished
   * one.
   */
  record: InboundRecord | null;
  isDone: boolean;
}

/** @param held Whether no record may begin yet. */
export function createPartitionWork(options: PartitionWorkOptions, held = false): PartitionWork {
  const { concurrency, stopping, handle, onDone } = options;
  const lanes = createLanes<Entry>();
  const lost = new AbortController();
  const signal = AbortSignal.any([stopping, lost.signal]);
  /** All records that are not done, and finished ones after them, in the order of the offsets. */
  let entries: Entry[] = [];
  let first = 0;
  let taken = -1n;
  let position: bigint | null = null;
  let hasMoved = false;
  let active = 0;
  let isHeld = held;
  let roomy: PromiseWithResolvers<void> | null = null;

  const span = (): number => entries.length - first;
  const hasRoom = (share = 1): boolean =>
    lanes.waiting() < MOST_WAITING * share && span() < LOOK_AHEAD * share;
  const tellRoom = (): void => {
    if (roomy === null || !(lost.signal.aborted || hasRoom(0.5))) return;
    roomy.resolve();
    roomy = null;
  };
  const settle = (): void => {
    const before = position;
    for (let entry = entries[first]; entry?.isDone === true; entry = entries[first]) {
      position = entry.offset + 1n;
      first += 1;
    }
    if (first > 1000 && first * 2 > entries.length) {
      entries = entries.slice(first);
      first = 0;
    }
    if (position === before) return;
    hasMoved = true;
    onDone();
  };
  const handleFirst = async (lane: Lane<Entry>): Promise<void> => {
    const entry = lane.items[0] as Entry;
    const isDone = await handle(entry.record as InboundRecord, signal).catch(() => false);
    active -= 1;
    if (isDone) {
      entry.isDone = true;
      entry.record = null;
      lanes.finish(lane);
      settle();
    } else lanes.leave(lane);
    tellRoom();
    begin();
  };
  const mayBegin = (): boolean => !isHeld && !signal.aborted && active < concurrency;
  const begin = (): void => {
    while (mayBegin()) {
      const lane = lanes.take();
      if (lane === undefined) return;
      active += 1;
      void handleFirst(lane);
    }
  };

  return {
    add(records, end) {
      const isFirst = position === null;
      for (const record of records) {
        if (record.offset <= taken) continue;
        const entry: Entry = { offset: record.offset, record, isDone: false };
        position ??= record.offset;
        taken = record.offset;
        entries.push(entry);
        lanes.add(record.key === null ? null : record.key.toString('latin1'), entry);
      }
      if (end > taken) {
        taken = end;
        entries.push({ offset: end, record: null, isDone: true });
        if (isFirst) position ??= end;
        settle();
      }
      begin();
    },
    position: () => position,
    committable: () => (hasMoved ? position : null),
    hold() {
      isHeld = true;
    },
    resume() {
      isHeld = false;
      lanes.retry();
      begin();
    },
    lose() {
      lost.abort();
      tellRoom();
    },
    isLost: () => lost.signal.aborted,
    hasRoom,
    room() {
      if (lost.signal.aborted || hasRoom()) return Promise.resolve();
      roomy ??= Promise.withResolvers();
      return roomy.promise;
    },
    active: () => active,
  };
}

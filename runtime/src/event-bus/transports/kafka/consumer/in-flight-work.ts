import type { EachBatchPayload } from 'kafkajs';
import { SESSION_TIMEOUT_MS } from '../../../../contract/workflow/step-limits.ts';
import { within } from '../../../../values/async/index.ts';
import { type PartitionWork } from '../../partitions/index.ts';
import { type Commit, createCommits } from './partitions/index.ts';

/** Commits offsets as the present member of the group. @throws if the broker refuses. */
export type CommitOffsets = EachBatchPayload['commitOffsetsIfNecessary'];

/** What a consumer has fetched and not finished, across all lives of the client's consumer. */
export interface InFlightWork {
  /** The work of a partition. Calls `create` if there is none. */
  partition(topic: string, partition: number, create: (isHeld: boolean) => PartitionWork): PartitionWork;
  /** Sets how offsets are committed from now on. */
  commitWith(commit: CommitOffsets): void;
  /** More records of a partition are done than before. */
  done(): void;
  /** Tracks work until it ends. */
  run(work: () => Promise<void>): Promise<void>;
  /**
   * The group is about to be joined again. Waits for the records in handlers, for at most half a session, and commits.
   */
  handOver(): Promise<void>;
  /**
   * The group was joined with these partitions. Work on the others is lost. If the member is a new one, all work is
   * lost, because other members may have had its partitions meanwhile.
   */
  assigned(partitions: Readonly<Record<string, readonly number[]>>, memberId: string): void;
  /** A batch of a partition had no records, only transaction markers, the last of them at `offset`. */
  skipped(topic: string, partition: number, offset: bigint): void;
  /** A partition is read from another offset on: forgets what was fetched of it. */
  forget(topic: string, partition: number): void;
  /** Resolves when no record is in a handler, and the finished records are committed. */
  none(): Promise<void>;
}

export interface InFlightWorkOptions {
  readonly onError?: (error: unknown) => void;
  /** An offset of a partition was committed. */
  readonly onCommitted?: (topic: string, partition: number) => void;
}

/** How long a join waits for handlers. The session continues meanwhile, and the rest of it is left for the join. */
export const HAND_OVER_MS = SESSION_TIMEOUT_MS / 2;
const COMMIT_INTERVAL = 500;

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly work: PartitionWork;
  committed: bigint | null;
}

export function createInFlightWork({ onError, onCommitted }: InFlightWorkOptions = {}): InFlightWork {
  const running = new Set<Promise<void>>();
  const places = new Map<string, Place>();
  let isHeld = false;
  let memberId: string | null = null;
  let commitOffsets: CommitOffsets | null = null;

  const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;
  const pending = (): readonly Commit[] =>
    [...places.values()].flatMap(({ topic, partition, work, committed }) => {
      const offset = work.committable();
      return offset === null || offset === committed ? [] : [{ topic, partition, offset: String(offset) }];
    });
  const commits = createCommits({
    pending: () => (commitOffsets === null ? [] : pending()),
    commit: async (offsets) => commitOffsets?.(byTopic(offsets)),
    onCommitted(offsets) {
      for (const { topic, partition, offset } of offsets) {
        const place = places.get(nameOf(topic, partition));
        if (place !== undefined) place.committed = BigInt(offset);
        onCommitted?.(topic, partition);
      }
    },
    onError: (error) => onError?.(error),
    intervalMs: COMMIT_INTERVAL,
  });
  const settled = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  const lose = (name: string, place: Place): void => {
    places.delete(name);
    place.work.lose();
  };

  return {
    partition(topic, partition, create) {
      const name = nameOf(topic, partition);
      let place = places.get(name);
      if (place === undefined) {
        const work = create(isHeld);
        places.set(name, (place = { topic, partition, work, committed: null }));
      }
      return place.work;
    },
    commitWith(commit) {
      commitOffsets = commit;
    },
    done: () => commits.soon(),
    async run(work) {
      const mine = work();
      running.add(mine);
      try {
        await mine;
      } finally {
        running.delete(mine);
      }
    },
    async handOver() {
      isHeld = true;
      for (const { work } of places.values()) work.hold();
      await within(HAND_OVER_MS, settled());
      await within(HAND_OVER_MS / 2, commits.now());
    },
    assigned(partitions, joined) {
      const isSame = memberId === joined;
      memberId = joined;
      isHeld = false;
      for (const [name, place] of places) {
        if (isSame && partitions[place.topic]?.includes(place.partition) === true) place.work.resume();
        else lose(name, place);
      }
    },
    skipped: (topic, partition, offset) => places.get(nameOf(topic, partition))?.work.add([], offset),
    forget(topic, partition) {
      const name = nameOf(topic, partition);
      const place = places.get(name);
      if (place !== undefined) lose(name, place);
    },
    async none() {
      await settled();
      await within(HAND_OVER_MS / 2, commits.now());
      commits.end();
    },
  };
}

function byTopic(offsets: readonly Commit[]): NonNullable<Parameters<CommitOffsets>[0]> {
  const topics = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, partition, offset } of offsets) {
    const known = topics.get(topic);
    if (known === undefined) topics.set(topic, [{ partition, offset }]);
    else known.push({ partition, offset });
  }
  return { topics: [...topics].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })) };
}
